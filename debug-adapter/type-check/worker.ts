import { parentPort } from 'node:worker_threads';
import { Projects } from './projects.js';
import type { Numbered, Question, Reply } from './question.js';

/** The thread of the type checker (`dist/type-checker.js`): answers one question after the other. */
const projects = new Projects();

parentPort?.on('message', (question: Numbered<Question>) => {
  parentPort?.postMessage({ number: question.number, ...reply(question) } satisfies Numbered<Reply>);
});

function reply(question: Question): Reply {
  try {
    if (question.ask === 'check') return { answer: projects.check(question.paths, question.edits) };
    projects.warmUp(question.path);
    return { answer: { faults: [], broken: [] } };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}
