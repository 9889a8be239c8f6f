import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crash, finished, invoicesText, retype } from './harness/invoices';
import { withLine } from './harness/markers';
import { onStage, skip } from './harness/stage';

const timeout = 180_000;
const rightTotal = '  return (items ?? []).reduce((sum, item) => sum + item.price * item.count, 0); // @fails';
const rightCaller = '  const sum = total(order.items ?? []); // @caller';

test(
  'a crash, an edit, F5: the failed call runs again',
  { skip, timeout },
  onStage('invoices', async (stage) => {
    await crash(stage);
    await stage.picture('stopped');
    const expected = withLine(invoicesText(stage), 'fails', rightTotal);

    await retype(stage, 'fails', rightTotal);
    await stage.workbench.save();
    assert.equal(invoicesText(stage), expected);
    await stage.picture('edited');

    await stage.workbench.press('F5');
    await finished(stage);
    await stage.picture('continued');
    assert.equal(invoicesText(stage), expected);
  }),
);

test(
  'a text that does not compile is refused once, the program stays paused, and the right text still works',
  { skip, timeout },
  onStage('invoices', async (stage) => {
    const { workbench, debug, timeline } = stage;
    await crash(stage);
    await retype(stage, 'fails', rightTotal.replace(']', ''));
    await workbench.save();
    await workbench.press('F5');
    await workbench.notificationShows('does not compile');
    await stage.picture('refused');
    await debug.stopped('Paused on exception');
    const told = await workbench.notifications();
    assert.equal(timeline.events('continued').length, 0);

    await retype(stage, 'fails', rightTotal);
    await workbench.save();
    await workbench.press('F5');
    await debug.ended();
    await debug.consoleShows('4 invoices written');
    assert.equal(told.length, 1, told.join('\n'));
  }),
);

test(
  'Hot Restart Frame saves, and runs the call of the selected frame again',
  { skip, timeout },
  onStage('invoices', async (stage) => {
    await crash(stage);
    const expected = withLine(invoicesText(stage), 'caller', rightCaller);
    await retype(stage, 'caller', rightCaller);

    await stage.debug.selectFrame('invoice');
    await stage.picture('frame-selected');
    await stage.workbench.command('Hot Restart Frame');
    await finished(stage);
    await stage.picture('frame-restarted');
    assert.equal(invoicesText(stage), expected);
  }),
);

test(
  'Hot Restart Frame in the context menu means the frame that it was opened on',
  { skip, timeout },
  onStage('invoices', async (stage) => {
    await crash(stage);
    await retype(stage, 'caller', rightCaller);
    await stage.workbench.save();

    await stage.debug.openFrameMenu('invoice');
    await stage.picture('frame-menu');
    await stage.workbench.chooseFromMenu('Hot Restart Frame');
    await finished(stage);
  }),
);
