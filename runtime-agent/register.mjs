// `node --import hot-restart/register app.mjs`: see register.cjs.
import './register.cjs';
