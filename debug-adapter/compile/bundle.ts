import { ts } from 'ts-morph';
import { checkerFor } from '../edit/captures.js';
import { innermostAt, outline, type Definition, type Outline } from '../edit/definitions.js';
import type { Origin } from '../edit/origin.js';
import { fileKey } from '../files.js';
import { LineIndex } from '../positions.js';

/** A text that was built from many sources, and the places of one of them in it. */
export class Bundle {
  readonly lines: LineIndex;
  readonly outline: Outline;
  readonly #keys = new Map<string, string>();
  #checker: ts.TypeChecker | undefined;

  constructor(
    readonly text: string,
    readonly origin: Origin,
    readonly path: string,
    private readonly source: LineIndex,
    parsed?: Pick<Bundle, 'lines' | 'outline'>,
  ) {
    this.lines = parsed?.lines ?? new LineIndex(text);
    this.outline = parsed?.outline ?? outline(text);
  }

  /** The same text, seen from another of its sources. */
  of(path: string, source: LineIndex): Bundle {
    return new Bundle(this.text, this.origin, path, source, this);
  }

  /** Resolves the names of the built text. */
  get checker(): ts.TypeChecker {
    return (this.#checker ??= checkerFor(this.outline.source, this.text));
  }

  /** Where in the built text exactly this place of the source is; offsets. */
  offsetsOf(offset: number): number[] {
    const position = this.source.positionAt(offset);
    return this.origin
      .positionsOf(this.path, position, true)
      .map((each) => this.lines.offsetAt(each))
      .filter((each) => this.placeOf(each) === offset);
  }

  /** The place in the source that a place of the built text is from; offsets. */
  placeOf(offset: number): number | undefined {
    const place = this.origin.placeOf(this.lines.positionAt(offset));
    return place?.path !== undefined && this.isSource(place.path) ? this.source.offsetAt(place.position) : undefined;
  }

  isSource(path: string): boolean {
    return this.#keyOf(path) === this.#keyOf(this.path);
  }

  functionAt(offset: number): Definition {
    return innermostAt(this.outline.module, offset);
  }

  /** The innermost node that has a token at an offset; undefined where none starts there. */
  nodeAt(offset: number): ts.Node | undefined {
    const { source } = this.outline;
    let found: ts.Node = source;
    for (;;) {
      const inner: ts.Node | undefined = ts.forEachChild(found, (child) =>
        child.pos <= offset && offset < child.end ? child : undefined,
      );
      if (!inner) break;
      found = inner;
    }
    return found !== source && found.getStart() === offset ? found : undefined;
  }

  #keyOf(path: string): string {
    const key = this.#keys.get(path) ?? fileKey(path);
    this.#keys.set(path, key);
    return key;
  }
}
