import type { Origin, OriginFile } from '../edit/origin.js';
import type { SourceMap } from '../source-maps/source-map.js';
import { fileKey } from '../files.js';
import type { Base0Position } from '../positions.js';
import type { Place } from '../refusal.js';

/** A compiled text with a source map. */
export class MappedOrigin implements Origin {
  readonly files: readonly OriginFile[];

  /** @param texts of the files, by their keys, where the map does not hold them */
  constructor(
    private readonly map: SourceMap,
    texts: ReadonlyMap<string, string>,
  ) {
    this.files = map.sources.flatMap(({ path, content }) =>
      path === undefined ? [] : [{ path, text: content ?? texts.get(fileKey(path)) }],
    );
  }

  placeOf(position: Base0Position): Place | undefined {
    const found = this.map.originalOf(position);
    return found?.source.path === undefined ? undefined : { path: found.source.path, position: found.position };
  }

  positionsOf(path: string, position: Base0Position, hasColumn: boolean): readonly Base0Position[] {
    const key = fileKey(path);
    const source = this.map.sources.find((each) => each.path !== undefined && fileKey(each.path) === key);
    return source ? this.map.generatedOf(source, position, hasColumn) : [];
  }
}

/** A text whose types were only blanked out: every position is that of the file. */
export class SamePositions implements Origin {
  readonly files: readonly OriginFile[];

  constructor(
    private readonly path: string,
    text: string | undefined,
  ) {
    this.files = [{ path, text }];
  }

  placeOf(position: Base0Position): Place {
    return { path: this.path, position };
  }

  positionsOf(path: string, position: Base0Position): readonly Base0Position[] {
    return fileKey(path) === fileKey(this.path) ? [position] : [];
  }
}

/** What a text's origin knows of one file; undefined where it was not made from it. */
export function fileOf({ files }: Origin, path: string): OriginFile | undefined {
  const key = fileKey(path);
  return files.find((each) => fileKey(each.path) === key);
}
