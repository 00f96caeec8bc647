"""
A client that is led: it knows what the schema says of inputs and the facts of a case, and never the order of the path.

At each step it reads, as each of its actors, the worklist and the next actions, checklists and papers of what it has at
hand, and runs one of the operations that the API offers. Where nothing is left to do today, it waits until the next day
that a checklist or a refusal names. It fails, naming the state, where nothing is offered and the end is not reached.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from graphql import GraphQLObjectType, GraphQLSchema, build_schema, get_named_type

from tests.support.filling import Facts, Filler, wanted
from tests.support.world import Api

LINES = "nextActions duePapers { kind part } checklist { rule { id } state detail dueOn requiredFor }"
READ = {
    "Dossier": f"""dossier(number: %s) {{ __typename number revision status outcome {LINES}
      session {{ number }} certificates {{ number }} }}""",
    "Session": f"""session(number: %s) {{ __typename number revision status heldOn {LINES}
      members {{ id }} dossiers(first: 50) {{ nodes {{ __typename number revision status nextActions }} }} }}""",
    "Certificate": f"certificate(number: %s) {{ __typename number revision state {LINES} }}",
    "Certification": "certification(code: %s) { __typename code nextActions checklist { state detail dueOn } }",
}
TASKS = """viewer { operations worklist(first: 100) { nodes { operation subject { __typename
  ... on Dossier { number } ... on Session { number } ... on Certificate { number } } } } }"""
PROBLEMS = "problems { code message path earliestDate rule { id } }"
STEPS = 120


class Offer(NamedTuple):
    """An operation that one actor may run on something that they see."""

    actor: str
    operation: str
    subject: Mapping[str, Any]


@dataclass
class Led:
    """One client, its actors (a name, and a token for each day), and what it has at hand."""

    api: Api
    actors: Mapping[str, Callable[[date], str]]
    facts: Facts
    today: date
    hand: dict[str, str] = field(default_factory=dict)
    """From the name of something to its type."""
    steps: list[str] = field(default_factory=list)
    """What was run, for the message of a failure."""
    tried: set[tuple[Any, ...]] = field(default_factory=set)
    dates: set[date] = field(default_factory=set)
    """Days that refusals named."""
    _schema: GraphQLSchema | None = None

    async def until(self, reached: Callable[[Mapping[str, Any]], bool]) -> None:
        """Goes on until what is at hand, as its centre sees it, is as wanted. Fails where nothing leads there."""
        for _ in range(STEPS):
            seen = {actor: await self.look(actor) for actor in self.actors}
            first = next(iter(seen.values()))
            if reached(first):
                return
            if not await self._step(seen) and not self._wait(seen):
                break
        state = {name: (item or {}).get("status") or (item or {}).get("state") for name, item in first.items()}
        raise AssertionError(f"nothing leads on from {state} on {self.today}, after {self.steps}")

    async def _step(self, seen: Mapping[str, Any]) -> bool:
        """Runs the first operation that is offered and does something: what the case has to tell, then what is due."""
        for offer in (*self._told(seen), *self._tasks(seen), *self._named(seen)):
            for answer in await self._answers(offer):
                if await self._run(offer, answer):
                    return True
        return False

    def _told(self, seen: Mapping[str, Any]) -> Iterator[Offer]:
        """Operations that the case has something to say to, where they are offered."""
        for offer in self._offers(seen):
            if self.facts.told.get(offer.operation):
                yield offer

    def _tasks(self, seen: Mapping[str, Any]) -> Iterator[Offer]:
        """What the worklists name, in their order, where it is a next action or makes something new."""
        offers = list(self._offers(seen))
        for actor, world in seen.items():
            for task in world["viewer"]["worklist"]["nodes"]:
                name, subject = task["operation"], task["subject"]
                found = [
                    item
                    for item in offers
                    if (item.actor, item.operation) == (actor, name) and self._about(item.subject, subject["number"])
                ]
                yield from found or self._made_for(actor, name, subject, world)

    def _named(self, seen: Mapping[str, Any]) -> Iterator[Offer]:
        """Next actions that a missing line of a checklist names, on what it is about first, then on anything at hand."""
        offers, elsewhere = list(self._offers(seen)), set[str]()
        for offer in offers:
            lines = [line for line in offer.subject.get("checklist", ()) if line["state"] == "MISSING"]
            details = " ".join(line["detail"] or "" for line in lines)
            if f"({offer.operation}" in details:
                yield offer
            elsewhere |= set(re.findall(r"\((\w+)", details))
        yield from (offer for offer in offers if offer.operation in elsewhere)

    def _made_for(self, actor: str, name: str, subject: Any, world: Any) -> Iterator[Offer]:
        """The operation on something else that the task asks for: on what is at hand, or what first has to be made."""
        field_ = self._subject_field(name)
        if field_ == subject["__typename"].lower():
            return
        others = [item for item in _things(world) if item["__typename"].lower() == field_]
        able = [item for item in others if name in item["nextActions"]]
        yield from (Offer(actor, name, {**item, "about": subject["number"]}) for item in able)
        if not able:
            yield from (
                Offer(actor, made, {}) for made in self._makers(field_) if made in world["viewer"]["operations"]
            )

    def _offers(self, seen: Mapping[str, Any]) -> Iterator[Offer]:
        for actor, world in seen.items():
            for thing in _things(world):
                for name in thing["nextActions"]:
                    if name != "generateDocument":
                        yield Offer(actor, name, thing)
                for paper in thing.get("duePapers", ()):
                    yield Offer(actor, "generateDocument", {**thing, "paper": paper})

    def _about(self, item: Mapping[str, Any], number: str) -> bool:
        return number in {item.get("number"), item.get("of")}

    async def _answers(self, offer: Offer) -> Sequence[Mapping[str, Any]]:
        """What the case says to an operation: each thing that it still has to tell, or its facts alone."""
        return tuple(self.facts.told.get(offer.operation, ())) or ({},)

    async def _run(self, offer: Offer, answer: Mapping[str, Any]) -> bool:
        """Whether an operation, asked for with the facts of the case, is done; never twice on the same revision."""
        key = (offer.actor, offer.operation, *map(str, _key(offer.subject)), str(answer), self.today)
        if key in self.tried:
            return False
        self.tried.add(key)
        token = self.actors[offer.actor](self.today)
        filler = Filler(await self.schema(), self.api, token, self.facts, self.today)
        given = await filler.input_of(offer.operation, offer.subject, answer)
        if given is None:
            return False
        query = f"""mutation($input: {filler.input_name(offer.operation)}!) {{ {offer.operation}(input: $input) {{
          {self._shown(offer.operation)} {PROBLEMS} }} }}"""
        payload = (await self.api.data(query, {"input": given}, token))[offer.operation]
        if payload["problems"]:
            assert offer.operation != "generateDocument", f"due, and not made: {given} {payload['problems']}"
            told = [date.fromisoformat(item["earliestDate"]) for item in payload["problems"] if item["earliestDate"]]
            self.dates |= set(told)
            self.steps.append(f"{self.today} {offer.operation} refused: {payload['problems'][0]['message']}")
            return False
        self.facts.use(offer.operation, answer)
        self.steps.append(f"{self.today} {offer.actor} {offer.operation}")
        self._keep(payload)
        return True

    def _keep(self, payload: Mapping[str, Any]) -> None:
        """What an operation gave is at hand from then on."""
        for value in payload.values():
            if isinstance(value, dict) and value.get("__typename") in READ:
                self.hand.setdefault(value.get("number") or value["code"], value["__typename"])

    def _wait(self, seen: Mapping[str, Any]) -> bool:
        """Whether there is a later day that something names: it is then that day."""
        things = [item for world in seen.values() for item in _things(world)]
        lines = [line for item in things for line in item.get("checklist", ()) if line["state"] == "MISSING"]
        named = {date.fromisoformat(line["dueOn"]) for line in lines if line["dueOn"]}
        named |= {date.fromisoformat(item["heldOn"]) for item in things if "heldOn" in item}
        later = sorted(day for day in named | self.dates if day > self.today)
        self.today = later[0] if later else self.today
        return bool(later)

    async def schema(self) -> GraphQLSchema:
        """The schema, as anyone downloads it."""
        if self._schema is None:
            self._schema = build_schema((await self.api.client.get("/schema.graphql")).text)
        return self._schema

    async def look(self, actor: str) -> Any:
        """The worklist of an actor, and what is at hand as they see it; certificates join it as they come."""
        schema = await self.schema()
        assert schema is not None
        token = self.actors[actor](self.today)
        parts = [f"n{rank}: {READ[type_] % _text(name)}" for rank, (name, type_) in enumerate(self.hand.items())]
        answer = await self.api.post(f"{{ {TASKS} {' '.join(parts)} }}", None, token)
        world: dict[str, Any] = answer["data"]
        for item in list(world.values()):
            for certificate in (item or {}).get("certificates") or ():
                self.hand.setdefault(certificate["number"], "Certificate")
        return world

    def _subject_field(self, operation: str) -> str:
        """The field of an operation's input that names what it acts on."""
        assert self._schema is not None
        return next(iter(wanted(self._schema, operation)), "")

    def _makers(self, kind: str) -> list[str]:
        """The mutations that give something of a kind and need none of it."""
        assert self._schema is not None
        mutations = self._schema.mutation_type
        assert mutations is not None
        made = []
        for name, mutation in mutations.fields.items():
            payload = get_named_type(mutation.type)
            if isinstance(payload, GraphQLObjectType) and kind in payload.fields and not wanted(self._schema, name):
                made.append(name)
        return made

    def _shown(self, operation: str) -> str:
        assert self._schema is not None
        mutations = self._schema.mutation_type
        assert mutations is not None
        payload = get_named_type(mutations.fields[operation].type)
        assert isinstance(payload, GraphQLObjectType)
        [name] = [item for item in payload.fields if item not in {"problems", "warnings"}]
        type_ = get_named_type(payload.fields[name].type)
        fields = type_.fields if isinstance(type_, GraphQLObjectType) else {}
        key = next((item for item in ("number", "code", "id") if item in fields), "__typename")
        return f"{name} {{ __typename {key} }}"


def _things(world: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What is at hand, and the dossiers of a session as whoever sits sees them."""
    for name, item in world.items():
        if name == "viewer" or item is None:
            continue
        yield item
        for inside in (item.get("dossiers") or {}).get("nodes", ()):
            yield {**inside, "of": item["number"]}


def _key(subject: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(subject.get(name) for name in ("number", "code", "revision", "paper", "about"))


def _text(name: str) -> str:
    return '"' + name.replace('"', "") + '"'
