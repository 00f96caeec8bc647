"""The references that a partners' gateway sends, read in one command per kind of entity."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from graphql import GraphQLError, GraphQLObjectType, GraphQLResolveInfo

from resolvers.certificate import reading as certificates
from resolvers.shared.context import Context
from resolvers.shared.errors import invalid_input, limit_exceeded
from resolvers.shared.rations import Ration
from rules.certification.identifiers import code_key
from rules.rulebook.rule import RULEBOOK

MOST_REFERENCES = 500

_Fetch = Callable[[Context, list[str]], Awaitable[dict[str, Any]]]


async def _certifications(context: Context, codes: list[str]) -> dict[str, Any]:
    certifications = await context.store.certifications.by_codes([code_key(code) for code in codes])
    return {code: certifications[key] for code in codes if (key := code_key(code)) in certifications}


async def _blocs(context: Context, codes: list[str]) -> dict[str, Any]:
    blocs = await context.store.blocs.by_codes([code_key(code) for code in codes])
    return {code: blocs[key] for code in codes if (key := code_key(code)) in blocs}


async def _organisations(context: Context, codes: list[str]) -> dict[str, Any]:
    return await context.store.organisations.get_many(codes)


async def _verifications(context: Context, numbers: list[str]) -> dict[str, Any]:
    await context.spend(Ration.VERIFICATIONS, len(numbers))
    return dict(await certificates.verified(context, numbers))


async def _rules(_context: Context, ids: list[str]) -> dict[str, Any]:
    return {identifier: RULEBOOK[identifier] for identifier in ids if identifier in RULEBOOK}


class References:
    """Reads references whatever their number; a bad one spoils only itself."""

    def __init__(self, keyed: Mapping[str, str]) -> None:
        self._keyed = keyed
        others: dict[str, _Fetch] = {
            "Bloc": _blocs,
            "CertificateVerification": _verifications,
            "Organisation": _organisations,
            "Rule": _rules,
        }
        self._fetch = {name: others.get(name, _certifications) for name in keyed}

    async def __call__(self, _root: object, info: GraphQLResolveInfo[Context], representations: list[Any]) -> list[Any]:
        """What each reference leads to, in their order. Raises LIMIT_EXCEEDED."""
        if len(representations) > MOST_REFERENCES:
            raise limit_exceeded(f"Une requête compte au plus {MOST_REFERENCES} références.")
        wanted: defaultdict[_Fetch, dict[str, None]] = defaultdict(dict)
        read = [self._read(reference) for reference in representations]
        for item in read:
            if not isinstance(item, Exception):
                wanted[self._fetch[item[0]]][item[1]] = None
        answers = await asyncio.gather(*(fetch(info.context, list(keys)) for fetch, keys in wanted.items()))
        answered = dict(zip(wanted, answers, strict=True))
        return [
            item
            if isinstance(item, Exception)
            else _of_type(item[0], answered[self._fetch[item[0]]].get(item[1]), info)
            for item in read
        ]

    def _read(self, reference: Any) -> tuple[str, str] | Exception:
        """The type and the key that a reference names, or what is wrong with it."""
        name = reference.get("__typename") if isinstance(reference, dict) else None
        if not isinstance(name, str) or name not in self._keyed:
            return _bad("Une référence nomme un type que ce service ne connaît pas.")
        key = reference.get(self._keyed[name])
        if not isinstance(key, str) or not 0 < len(key) <= 200:
            return _bad(f"Une référence à {name} est attendue avec « {self._keyed[name]} ».")
        return name, key


def _of_type(name: str, entity: Any, info: GraphQLResolveInfo[Context]) -> Any:
    """The entity if it is of the type that a reference named; a CQPM is no Cqpi, and any of them a Certification."""
    type_ = info.schema.type_map[name]
    if isinstance(type_, GraphQLObjectType) and type_.is_type_of and not type_.is_type_of(entity, info):
        return None
    return entity


def _bad(message: str) -> Exception:
    return GraphQLError(message, original_error=invalid_input(message))
