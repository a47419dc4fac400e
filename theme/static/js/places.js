// Where a query holds in a segment of the index: in which passages, and at which places in them.
"use strict";

// Part of a worker, so it uses nothing from outside. A result is `on`, 1 for each passage in which something holds, and `at`: the
// numbers of the first and of the last word of each of its places, in their order.
dossier.places = (lists) => {
  const OF_PASSAGES = ["actor", "speaker"]; // fields that speak of a passage, not of its page
  const WIDE = 1024; // more than a phrase has words

  const fill = (segment, value) => new Uint8Array(segment.words.length).fill(value);

  function passagesOf(segment, firsts) {
    const passages = new Uint32Array(firsts.length), { starts } = segment;
    for (let at = 0, passage = 0; at < firsts.length; at++) { // no callback: there are hundreds of thousands
      while (starts[passage + 1] <= firsts[at]) passage++;
      passages[at] = passage;
    }
    return passages;
  }

  const marked = (segment, passages) => {
    const on = fill(segment, 0);
    for (const passage of passages) on[passage] = 1;
    return on;
  };

  // The passages of a word or a phrase, and its places there: the numbers of the first and the last word of each.
  function ofWords(segment, { forms }) {
    let firsts = lists.numbers(segment, forms[0]);
    forms.slice(1).forEach((some, before) => {
      const follow = lists.numbers(segment, some);
      let [at, count] = [0, 0];
      for (const number of firsts) {
        while (follow[at] <= number + before) at++;
        if (follow[at] === number + before + 1) firsts[count++] = number;
      }
      firsts = firsts.subarray(0, count);
    });
    return { on: marked(segment, passagesOf(segment, firsts)), at: [firsts, firsts.map((number) => number + forms.length - 1)] };
  }

  // Two dates, as far as both are known.
  function compared(one, other) {
    const [a, b] = [one.slice(0, other.length), other.slice(0, one.length)];
    return a < b ? -1 : Number(a > b);
  }

  function ofField(segment, { field, values, since, till }) {
    const on = fill(segment, 0);
    const page = (number) => on.fill(1, segment.firsts[number], segment.firsts[number + 1]);
    if (field === "date") {
      segment.dates.forEach((date, number) => {
        if (date && (!since || compared(date, since) >= 0) && (!till || compared(date, till) <= 0)) page(number);
      });
    }
    const put = OF_PASSAGES.includes(field) ? (passage) => { on[passage] = 1; } : page;
    for (const value of values) segment.values[field][value]?.forEach(put);
    return { on, at: [[], []] };
  }

  // The places on the right that have one on the left within a distance, in the same passage; the two do not overlap.
  function nearby(segment, [left, right], distance) {
    const [[first, last], [begin, end]] = [left.at, right.at];
    const [there, here] = [passagesOf(segment, first), passagesOf(segment, begin)];
    let low = 0;
    const kept = Array.from(begin.keys()).filter((at) => {
      while (first[low] < begin[at] - distance - WIDE) low++;
      for (let other = low; first[other] <= end[at] + distance; other++) {
        const gap = last[other] < begin[at] ? begin[at] - last[other] : first[other] - end[at];
        if (there[other] === here[at] && gap > 0 && gap <= distance) return true;
      }
      return false;
    });
    return { on: marked(segment, kept.map((at) => here[at])), at: [begin, end].map((side) => Uint32Array.from(kept, (at) => side[at])) };
  }

  // The places of several results, in their order, in passages that are on.
  function together(segment, on, results) {
    const keys = results.flatMap(({ at: [first, last] }) => Array.from(first, (number, place) => number * WIDE + last[place] - number));
    const firsts = Float64Array.from(keys).sort();
    const passages = passagesOf(segment, firsts.map((key) => Math.floor(key / WIDE)));
    const kept = firsts.filter((_, place) => on[passages[place]]);
    const first = Uint32Array.from(kept, (key) => Math.floor(key / WIDE));
    return [first, Uint32Array.from(kept, (key, place) => first[place] + (key % WIDE))];
  }

  // What holds for a passage holds for all of its page.
  function lifted(segment, on) {
    for (let page = 0; page < segment.parts.length; page++) {
      const [from, to] = [segment.firsts[page], segment.firsts[page + 1]];
      const at = on.indexOf(1, from);
      if (at >= 0 && at < to) on.fill(1, from, to);
    }
    return on;
  }

  // The passages that a query holds for; `wide`: AND, OR and NOT speak of whole pages, and only within NEAR of a passage.
  function evaluated(segment, node, wide, known) {
    const inner = (one, how = wide) => evaluated(segment, one, how, known);
    if (node.not) return { on: inner(node.not).on.map((value) => 1 - value), at: [[], []] };
    const some = node.or ?? node.and;
    if (some) {
      const results = some.map((one) => inner(one));
      const on = results.map((result) => result.on).reduce((a, b) => a.map(node.or ? (value, at) => value | b[at] : (value, at) => value & b[at]));
      return { on, get at() { return together(segment, on, results); } };
    }
    const result = node.near ? nearby(segment, node.near.map((one) => inner(one, false)), node.distance)
      : node.field ? ofField(segment, node) : ofWords(segment, node);
    known.set(node, result);
    return wide ? { ...result, on: lifted(segment, result.on.slice()) } : result;
  }

  return { OF_PASSAGES, evaluated, fill, ofField, passagesOf };
};
