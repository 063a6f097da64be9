import { propertyRuns, replayed } from '@abonde/testing';
import fc from 'fast-check';
import { type TestBook, testBook } from '../book.testing';
import { BookModel } from './book-model';
import { moments, Step } from './step.testing';
import { modelAccount } from './wishes';
import { World } from './world.testing';

jest.setTimeout(600_000);

/**
 * Random calls, alone and side by side, repeated, cut off in the middle: the book answers and holds what a few maps of bigints
 * do, to the code and the cent, in some order of what ran at the same time.
 */
describe('the journal against a model', () => {
  let book: TestBook;
  let run = 0;

  beforeAll(async () => {
    book = await testBook();
  });
  afterAll(() => book.drop());

  it('answers and holds what the model does', async () => {
    const steps = [moments.map((moment) => new Step(moment))];
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 20, size: 'max', ...replayed() }), async (commands) => {
        const name = `M${(run += 1)}`;
        const start = async () => ({
          model: BookModel.empty(modelAccount),
          real: await World.begin(book, name),
        });
        await fc.asyncModelRun(start, commands);
      }),
      propertyRuns({ quick: 15, full: 150 }),
    );
    while ((await book.app.transaction((tx) => book.sealer.seal(tx))).length > 0);
    expect(await book.verifier.verify()).toMatchObject({ verified: true, firstBad: null });
  });
});
