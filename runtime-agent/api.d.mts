export { wrap, wrapClass, wrapModule, isRestarting, reloadModule } from './api.cjs';
