import { ts } from 'ts-morph';
import { plainName, type Definition } from '../edit/definitions.js';
import type { Bundle } from './bundle.js';
import type { CompileFailure } from './compile-request.js';
import type { Transpiled } from './transpiled.js';

/** The function of a built text that a function of a source has become, or why it cannot be told. */
export function counterpartOf(
  definition: Definition,
  made: Transpiled,
  bundle: Bundle,
): Definition | { readonly failure: CompileFailure } {
  const places = placesOf(definition, made);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const counts = new Map<Definition, number>();
  for (const place of places) {
    for (const offset of bundle.offsetsOf(place)) {
      const around = bundle.functionAt(offset);
      counts.set(around, (counts.get(around) ?? 0) + 1);
    }
  }
  // What was put into another function has the tokens, but not the beginning.
  const isOfIt = (each: Definition): boolean =>
    each.kind !== 'module' &&
    beginningsOf(each).some((offset) => {
      const place = bundle.placeOf(offset);
      return place !== undefined && first <= place && place <= last;
    });
  const [best, second] = [...counts].filter(([each]) => isOfIt(each)).sort(([, one], [, other]) => other - one);
  const { name } = definition;
  if (!best) return { failure: { reason: 'not in build', function: name } };
  const [found, count] = best;
  if (second && second[1] * 2 > count && !isNested(second[0], found)) {
    return { failure: { reason: 'twice in build', function: name } };
  }
  if (!isSameKind(definition, found)) return { failure: { reason: 'other in build', function: name } };
  return found;
}

/** The places of a function's own tokens in its source; offsets. */
function placesOf({ shell, node }: Definition, { places }: Transpiled): number[] {
  const name = plainName(node)?.getStart();
  const starts = [...(name === undefined ? [] : [name]), ...shell.map(({ start }) => start)];
  return starts.flatMap((each) => places.get(each) ?? []);
}

function beginningsOf({ start, head, node }: Definition): number[] {
  const body = 'body' in node && node.body ? (node.body as ts.Node).getStart() : undefined;
  const [parameter] = ts.isFunctionLike(node) ? node.parameters : [];
  const name = ts.isFunctionLike(node) ? node.name?.getStart() : undefined;
  return [start, name, head, parameter?.getStart(), body].filter((each) => each !== undefined);
}

/** What is made for an older engine has a function inside it for the same code. */
function isNested(one: Definition, other: Definition): boolean {
  const isIn = (inner: Definition, outer: Definition) => outer.start <= inner.start && inner.end <= outer.end;
  return isIn(one, other) || isIn(other, one);
}

function isSameKind(one: Definition, other: Definition): boolean {
  return (
    one.kind === other.kind &&
    one.isAsync === other.isAsync &&
    one.isGenerator === other.isGenerator &&
    one.parameterCount === other.parameterCount &&
    one.isDerivedConstructor === other.isDerivedConstructor &&
    one.isConstructorWithFields === other.isConstructorWithFields
  );
}
