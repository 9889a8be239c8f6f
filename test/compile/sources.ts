/** Sources in TypeScript. Each writes a line to a file when it runs: the helper must not run it. */

/** Types that can be taken away, and nothing else. */
export const ERASABLE = `interface Named { readonly name: string }
type Id = string | number;

class Greeter<T extends Named> {
  private readonly greeted: Id[] = [];
  greet(who: T, id?: Id): string {
    this.greeted.push(id ?? 0);
    return \`hello \${who.name}\`; // @edit
  }
}

appendFileSync('ran', new Greeter<Named>().greet({ name: 'Ada' }, 1 as Id) satisfies string);
`;

/** What makes code of its own. */
export const FULL = `${ERASABLE}
enum Colour { Red = 1, Green = Red << 1 }
const enum Size { Small = 'S' }
namespace Shapes {
  export const sides = 4;
  export function area(width: number): number { return width * sides; }
}
class Point {
  constructor(private readonly x: number, public y = 2) {}
  get sum(): number { return this.x + this.y + Colour.Green + Shapes.area(1); }
}
appendFileSync('ran', String(new Point(1).sum) + Size.Small + Colour[1]);
`;

/** Decorators of the kind that TypeScript had first, with what it says about types. */
export const DECORATED = `
function logged(target: object, key: string, descriptor: PropertyDescriptor): PropertyDescriptor { return descriptor; }
function injected(target: object, key: string | undefined, index: number): void {}
class Service {
  @logged
  add(@injected one: number, two: Greeter<Named>): string { return String(one) + two; }
}
appendFileSync('ran', String(new Service().add(1, new Greeter<Named>())));
`;

/** As CommonJS written by hand, as TypeScript's way to write a module, or as an ES module. */
export function asModule(source: string, kind: 'require' | 'import' | 'typescript only'): string {
  const first = {
    require: `const { appendFileSync } = require('node:fs') as typeof import('node:fs');`,
    import: `import { appendFileSync } from 'node:fs';`,
    'typescript only': `import fs = require('node:fs');\nconst { appendFileSync } = fs;`,
  };
  return `${first[kind]}\n${source}`;
}

/** The same, edited. */
export function edited(source: string): string {
  return source.replace('`hello ${who.name}`; // @edit', '`goodbye ${(who as Named).name}`;\n    // no more');
}
