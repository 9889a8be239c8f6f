/** What the runtime of a bundler calls the modules that it makes itself. */
const MADE_BY_BUNDLER = /^(?:webpack\/|external |ignored\||\(|\[|data:|node:)/;

/**
 * The path inside a bundler's name for a source, such as `./src/cart.ts` in `webpack://shop/./src/cart.ts`: relative to
 * the folder that the bundler was started in, or absolute. Empty for what the bundler made itself, and undefined for
 * what is no bundler's name.
 * @param url without a query
 */
export function bundledPath(url: string): string | undefined {
  const [, bundler = '', rest = ''] = /^(webpack|webpack-internal|turbopack|meteor):\/\/(.*)$/su.exec(url) ?? [];
  switch (bundler) {
    case 'webpack':
    case 'webpack-internal':
      return webpackPath(rest.startsWith('/') ? rest.slice(1) : rest.replace(/^(?:@[^/]*\/)?[^/]*\//, ''));
    case 'turbopack':
      return turbopackPath(rest.replace(/^\//, ''));
    case 'meteor':
      return rest.startsWith('💻app/') ? rest.slice('💻app/'.length) : '';
    default:
      return undefined;
  }
}

function webpackPath(path: string): string {
  // Next.js names the layer first: `(rsc)/./src/cart.ts`.
  const plain = path.replace(/^\([\w-]+\)\/(?=\.\.?\/)/, '').replace(/^(?:\.\/)?~\//, './node_modules/');
  return MADE_BY_BUNDLER.test(plain) ? '' : plain;
}

function turbopackPath(path: string): string {
  // Earlier versions say in which layer: `[project]/src/cart.ts [app-rsc] (ecmascript)`.
  return path.startsWith('[project]/') ? path.slice('[project]/'.length).replace(/ \[[\w-]+\] \([\w, ]+\)$/, '') : '';
}
