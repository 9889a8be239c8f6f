// What `import … from 'hot-restart'` gives: the same functions as `require` does.
import api from './api.cjs';

export const { wrap, wrapClass, wrapModule, isRestarting, reloadModule } = api;
