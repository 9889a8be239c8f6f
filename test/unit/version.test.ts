import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSupported } from '../../debug-adapter/launch/version.js';

const SUPPORTED = ['v20.6.0', 'v20.6.0-nightly2023', 'v20.19.4', 'v22.0.0', 'v26.10.0', 'v100.0.0'];
const TOO_OLD = ['v20.5.1', 'v20.0.0', 'v19.9.0', 'v18.20.8', 'v8.6.0', 'v0.12.18', '', '22.0.0'];

test('Node.js 20.6 and later can restart (R8)', () => {
  assert.deepEqual(
    SUPPORTED.filter((version) => !isSupported(version)),
    [],
  );
  assert.deepEqual(TOO_OLD.filter(isSupported), []);
});
