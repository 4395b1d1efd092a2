"""From a situation to the next technique: gates, eligibility, priority, dose, cap."""

from __future__ import annotations

from lastrep.coach.eligibility import Judge
from lastrep.coach.facts import Facts, facts_of
from lastrep.coach.plan_steps import steps_of
from lastrep.coach.situation import Situation
from lastrep.coach.table import (
    Context,
    Gate,
    MomentRule,
    Offer,
    Technique,
    all_hold,
    any_holds,
    table,
)
from lastrep.coach.words import Values, Words, filled, uncapitalised, words
from lastrep.errors import UsageError
from lastrep.records.advice import Advice, Blocked


def advise(situation: Situation) -> Advice | None:
    """Return what the coach says now, in the lifter's language, or None where silence is best.

    The order is: gates that stop, gates that keep the lifter short of failure, gates that ask,
    then what the moment calls for; a technique must pass every gate, have all it needs, be within
    its weekly cap and suit the moment. Every technique that does not is listed as blocked.

    Raises
    ------
    UsageError
        The lifter asks for a technique that does not exist, or in a language without messages.
    """
    return _Desk(situation).answer()


def blocked_now(situation: Situation) -> tuple[Blocked, ...]:
    """Return every technique that is not offered now, with why, also where the coach is silent."""
    return _Desk(situation).blocked()


class _Desk:
    """One question to the coach and everything needed to answer it."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.words = words(situation.profile.language)
        self.rules = table()
        self.facts = facts_of(situation)
        self.judge = Judge(situation, self.facts, self.rules)
        self.rulings = self.judge.rulings()
        self.wanted = situation.wanted or situation.profile.wanted
        if self.wanted is not None and self.wanted not in self.rules.techniques:
            raise UsageError(
                f'No technique is called "{self.wanted}"; '
                f"choose one of {', '.join(self.rules.techniques)}."
            )

    def answer(self) -> Advice | None:
        gate = self._stopping_gate()
        if gate is not None:
            return self._advice("stop", say=gate.id, because=[self.words.blocked[gate.id]])
        if self.facts.moment == "over" and not self.situation.reps:
            return None
        asking = self._asking_gate()
        if asking is not None:
            return self._advice("ask", say="ask", because=[self.words.blocked[asking.id]])
        rule = next(m for m in self.rules.moments if all_hold(m.when, self.facts))
        chosen = self._chosen(rule) if rule.offer == "technique" else None
        if chosen is not None:
            return self._technique(chosen, rule)
        return self._offer(rule.otherwise if rule.offer == "technique" else rule.offer, rule)

    def _stopping_gate(self) -> Gate | None:
        """Return the gate that ends the set: at once, or because it is too near to failure."""
        for gate in self.judge.gates:
            too_near = gate.reserve is not None and any_holds(gate.stop_when, self.facts)
            if gate.stop or (too_near and self.facts.moment == "lifting"):
                return gate
        return None

    def _asking_gate(self) -> Gate | None:
        if self.facts.moment == "over" or self.facts.failure_seen:
            return next((gate for gate in self.judge.gates if gate.ask), None)
        return None

    def _chosen(self, rule: MomentRule) -> Technique | None:
        """Return the first technique that is allowed: the wish, then the order of the context."""
        context = self.judge.context
        order = [*self._rotated(context)]
        if self.facts.last_set and self.facts.moment != "planned":
            order += self.rules.fallback
        wishes = [] if rule.id == "short_of_failure_not_last" else self._wishes()
        for name in (*wishes, *order):
            ruling = self.rulings[name]
            if ruling.allowed and (name in wishes or not ruling.technique.only_when_asked):
                return ruling.technique
        return None

    def _wishes(self) -> list[str]:
        """Return what the lifter asks for, and what belongs before it."""
        if self.wanted is None:
            return []
        before = self.rules.techniques[self.wanted].before
        return [self.wanted] if before is None else [self.wanted, before]

    def _rotated(self, context: Context) -> list[str]:
        sessions = self.situation.recent.techniques_of_last_sessions[: self.rules.rotate_sessions]
        lately = {technique for session in sessions for technique in session}
        return sorted(context.order, key=lambda name: name in lately)

    def _technique(self, technique: Technique, rule: MomentRule) -> Advice:
        dose = dose_of(technique, self.facts)
        muscle = self.situation.exercise.antagonist
        values: Values = {**dose, "muscle": self.words.muscle.get(muscle or "", "")}
        text = sentence_of(technique, values, self.words, moment=self.facts.moment)
        if rule.optional:
            text = filled(self.words.say["optional"], {"text": uncapitalised(text)})
        if technique.id == "superset_antagonist" and muscle is not None:
            dose["muscle"] = muscle
        context = self.judge.context
        first = context.order[0] if context.order else None
        asked = technique.id in self._wishes()
        because = [
            self.words.because[rule.id],
            *self._numbers(),
            self.words.because["asked_for"] if asked else self.words.context[context.id],
            *(
                [self.words.because["rotated"]]
                if not asked
                and technique.id != first
                and first is not None
                and self.rulings[first].allowed
                else []
            ),
            technique.evidence.text,
            self.words.because["practice"],
        ]
        return self._made(technique.id, dose, text, because)

    def _offer(self, offer: Offer, rule: MomentRule) -> Advice | None:
        if offer == "nothing":
            return None
        technique = "stop" if offer == "enough" else offer
        because = [self.words.because[rule.id], *self._numbers()]
        return self._advice(technique, say=offer, because=because, dose=dict(rule.dose))

    def _numbers(self) -> list[str]:
        """Return what was measured, in words."""
        found = []
        if self.facts.velocity_loss is not None:
            percent = round(100 * self.facts.velocity_loss)
            found.append(self.words.because["velocity_loss"].format(percent=percent))
        if self.facts.reps_in_reserve is not None and not self.facts.failure_seen:
            reps = f"{self.facts.reps_in_reserve:.0f}"
            found.append(self.words.because["reps_in_reserve"].format(reps=reps))
        return found

    def _advice(
        self, technique: str, *, say: str, because: list[str], dose: Values | None = None
    ) -> Advice:
        values = dose or {}
        return self._made(technique, values, filled(self.words.say[say], values), because)

    def _made(self, technique: str, dose: Values, text: str, because: list[str]) -> Advice:
        if self.wanted is not None and technique != self.wanted:
            ruling = self.rulings[self.wanted]
            if not ruling.allowed:
                name = self.words.technique[ruling.technique.id]
                values = {"name": name, "reason": self.words.why_not(ruling.reason, ruling.part)}
                because = [*because, self.words.because["asked_but_blocked"].format(**values)]
        return Advice(
            time_s=self.situation.time_s,
            technique=technique,
            dose=dose,
            text=text,
            because=tuple(because),
            blocked=self.blocked(),
            pain=self.facts.pain,
        )

    def blocked(self) -> tuple[Blocked, ...]:
        return tuple(
            Blocked(technique=name, because=self.words.why_not(ruling.reason, ruling.part))
            for name, ruling in self.rulings.items()
            if not ruling.allowed
        )


def dose_of(technique: Technique, facts: Facts | None = None) -> Values:
    """Return the usual dose of a technique, with what a situation changes.

    The dose of a combination is how many of each of its parts.
    """
    dose: Values = {name: line.usual for name, line in technique.dose.items()}
    dose |= {step.technique: step.wanted for step in steps_of(technique, {}) if technique.steps}
    if facts is not None and technique.past_failure:
        for adjustment in table().adjustments:
            if all_hold(adjustment.when, facts):
                dose |= adjustment.dose
    return dose


def sentence_of(technique: Technique, values: Values, text: Words, *, moment: str = "over") -> str:
    """Return the sentence that offers a technique in a dose, before a set or after it."""
    planned = f"{technique.id}_planned"
    key = planned if moment == "planned" and planned in text.say else technique.id
    sentence = filled(text.say[key], values)
    short = technique.follow is not None and technique.follow.rest is not None
    if short and values.get("reps_in_reserve"):
        sentence = f"{sentence} {text.say['one_short']}"
    return sentence
