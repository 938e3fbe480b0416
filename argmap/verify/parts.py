"""Posts, claims, entities, edges and themes, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from argmap.model import Claim, Evidence, Mention, Relation, Span, Theme
from argmap.verify.lookup import Lookup, twice


class Parts(Lookup):
    """One method per part of a map, the summary left aside; each yields problems."""

    def posts(self) -> Iterator[str]:
        """Ids are unique, parents stand before their replies, spans lie inside the text."""
        yield from twice("post", (post.id for post in self.map.thread.posts))
        seen: set[str] = set()
        for post in self.map.thread.posts:
            if post.parent is not None and post.parent not in seen:
                yield f"post {post.id}: its parent {post.parent} does not stand before it"
            seen.add(post.id)
            spans = (*post.quotes, *post.code, *(Span(x.start, x.end) for x in post.links))
            for span in spans:
                if not 0 <= span.start <= span.end <= len(post.text):
                    yield f"post {post.id}: span {span.start}-{span.end} lies outside its text"

    def claims(self) -> Iterator[str]:
        """Every claim is verbatim, has the id of its place and stands in reading order."""
        yield from twice("claim", (claim.id for claim in self.map.claims))
        place = {post.id: number for number, post in enumerate(self.map.thread.posts)}
        last = (-1, -1)
        for claim in self.map.claims:
            if claim.post not in self.post:
                yield f"claim {claim.id}: no post {claim.post}"
                continue
            if claim.id != f"{claim.post}#{claim.start}-{claim.end}":
                yield f"claim {claim.id}: its id does not name its place"
            if not claim.text or not self.verbatim(claim.post, claim.start, claim.end, claim.text):
                yield f"claim {claim.id}: its text is not verbatim"
            if not 0 <= claim.confidence <= 1:
                yield f"claim {claim.id}: confidence {claim.confidence} is not in 0 to 1"
            here = (place[claim.post], claim.start)
            if here < last:
                yield f"claim {claim.id}: not in reading order"
            last = here
            for mention in claim.mentions:
                yield from self._mention(mention, f"claim {claim.id}", claim)

    def entities(self) -> Iterator[str]:
        """Ids are unique; mentions outside claims lie in their post."""
        yield from twice("entity", (entity.id for entity in self.map.entities))
        for post, mentions in self.map.loose_mentions.items():
            if post not in self.post:
                yield f"mentions of post {post}: no such post"
                continue
            whole = Claim("", post, 0, len(self.post[post].text), "")
            for mention in mentions:
                yield from self._mention(mention, f"post {post}", whole)

    def _mention(self, mention: Mention, owner: str, inside: Claim) -> Iterator[str]:
        if mention.entity not in self.entity:
            yield f"{owner}: no entity {mention.entity}"
        if not inside.start <= mention.start < mention.end <= inside.end:
            yield f"{owner}: mention {mention.start}-{mention.end} lies outside it"

    def relations(self) -> Iterator[str]:
        """Both ends exist and differ, the scope is true, and there is a reason, verbatim."""
        keys = [f"{each.source} {each.kind} {each.target}" for each in self.map.relations]
        yield from twice("relation", keys)
        for relation, name in zip(self.map.relations, keys, strict=True):
            yield from self._relation(relation, f"relation {name}")

    def _relation(self, relation: Relation, name: str) -> Iterator[str]:
        if relation.source == relation.target:
            yield f"{name}: joins a claim to itself"
        if not 0 <= relation.confidence <= 1:
            yield f"{name}: confidence {relation.confidence} is not in 0 to 1"
        if not relation.evidence:
            yield f"{name}: rests on nothing"
        yield from self._evidence(relation.evidence, name)
        ends = [self.claim.get(relation.source), self.claim.get(relation.target)]
        for end, claim in zip((relation.source, relation.target), ends, strict=True):
            if claim is None:
                yield f"{name}: no claim {end}"
        if ends[0] and ends[1] and not self._scope_holds(relation, ends[0], ends[1]):
            yield f"{name}: its scope is not {relation.scope}"

    def _scope_holds(self, relation: Relation, source: Claim, target: Claim) -> bool:
        same = source.post == target.post
        post = self.post.get(source.post)
        answers = post is not None and post.parent == target.post
        return {"within": same, "reply": answers, "thread": not same}.get(relation.scope, False)

    def _evidence(self, evidence: Iterable[Evidence], name: str) -> Iterator[str]:
        for each in evidence:
            if each.post is None:
                continue
            if each.start is None or each.end is None:
                yield f"{name}: evidence {each.kind} names post {each.post} but no place in it"
            elif not self.verbatim(each.post, each.start, each.end, each.text):
                yield f"{name}: evidence {each.text!r} is not verbatim in post {each.post}"

    def stances(self) -> Iterator[str]:
        """Who takes a stance exists, and the target is a claim of the parent."""
        for post, stance in self.map.stances.items():
            name = f"stance of post {post}"
            if post not in self.post:
                yield f"{name}: no such post"
                continue
            if not 0 <= stance.confidence <= 1:
                yield f"{name}: confidence {stance.confidence} is not in 0 to 1"
            yield from self._evidence(stance.evidence, name)
            if stance.target is not None:
                target = self.claim.get(stance.target)
                if target is None or target.post != self.post[post].parent:
                    yield f"{name}: its target {stance.target} is no claim of the parent"

    def comparisons(self) -> Iterator[str]:
        """The claim exists and names both entities; cue and aspect are its words."""
        for each in self.map.comparisons:
            name = f"comparison {each.a} {each.b} in {each.claim}"
            claim = self.claim.get(each.claim)
            if claim is None:
                yield f"{name}: no such claim"
                continue
            for entity in (each.a, each.b):
                if entity not in self.entity:
                    yield f"{name}: no entity {entity}"
            if each.preferred is not None and each.preferred not in (each.a, each.b):
                yield f"{name}: prefers {each.preferred}, which is neither"
            for words in (each.aspect or "", each.cue):
                if words not in claim.text:
                    yield f"{name}: {words!r} is not verbatim in its claim"

    def themes(self) -> Iterator[str]:
        """Each claim is in exactly one theme, and camps and walks stay inside theirs."""
        yield from twice("theme", (theme.id for theme in self.map.themes))
        yield from twice("camp", (c.id for theme in self.map.themes for c in theme.camps))
        whole = [theme for theme in self.map.themes if theme.parent is None]
        inside = Counter(claim for theme in whole for claim in theme.claims)
        for claim in self.map.claims:
            if inside[claim.id] != 1:
                yield f"claim {claim.id}: in {inside[claim.id]} whole themes, not one"
        for unknown in sorted(inside.keys() - self.claim.keys()):
            yield f"themes: no claim {unknown}"
        for theme in self.map.themes:
            yield from self._theme(theme)

    def _theme(self, theme: Theme) -> Iterator[str]:
        name = f"theme {theme.id}"
        mine = set(theme.claims)
        yield from twice(f"{name}: claim", theme.claims)
        if theme.parent is not None:
            parent = next((t for t in self.map.themes if t.id == theme.parent), None)
            if parent is None:
                yield f"{name}: no parent theme {theme.parent}"
            elif not mine <= set(parent.claims):
                yield f"{name}: has claims that its parent {theme.parent} has not"
        for entity in theme.entities:
            if entity not in self.entity:
                yield f"{name}: no entity {entity}"
        camped = Counter(claim for camp in theme.camps for claim in camp.claims)
        for claim, times in camped.items():
            if times > 1:
                yield f"{name}: claim {claim} is in {times} camps"
        walked = [each for step in theme.walk for each in (step.claim, step.source) if each]
        for claim in sorted({*camped, *walked} - mine):
            yield f"{name}: a camp or step has claim {claim}, which is not in the theme"
