"""The forms in which a sentence attributes words by its cues: before a cue, then behind one."""

from dossier.model import Span
from dossier.statements.attribution import Attribution, Sentence
from dossier.statements.before import words_before
from dossier.statements.behind import words_behind
from dossier.statements.extent import Case, kind_of, worded
from dossier.statements.speakers import speakers_of
from dossier.statements.tellings import MOST, tellings


def of_sentence(sentence: Sentence) -> list[Attribution]:
    """All that a sentence attributes by its cues, in the order of these.

    What stands before a cue is looked for first: in `Russia rules out talks, Lavrov said` it is all his.
    """
    told = tellings(sentence)
    if not told:
        return []
    words, claimed, found, done = sentence.words, list[Span](), list[Attribution](), set[int]()
    for form in (words_before, words_behind):
        for number, telling in enumerate(told):
            at = telling.cue.start
            if number in done or any(low <= at < high for low, high in claimed):
                continue
            later, earlier = told[number + 1 : number + MOST], told[max(0, number - MOST) : number]
            spans = worded(form(Case(sentence, words, words.tags, telling, later, earlier, claimed)))
            if spans:
                done.add(number)
                claimed += spans
                kind, place = kind_of(sentence, spans), (sentence.low, sentence.high)
                for speaker in speakers_of(sentence, telling.subject):
                    found.append(Attribution(tuple(spans), speaker, telling.cue.words, kind, at, place))
    return sorted(found, key=lambda one: one.at) if len(found) > 1 else found
