import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { Refresher } from './refresh';

describe('what is on screen', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function onScreen(answer: () => Promise<string>) {
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const asked = jest.fn(answer);
    const observer = new QueryObserver(queries, { queryKey: ['lines'], queryFn: asked });
    const leave = observer.subscribe(() => undefined);
    const refresher = new Refresher(queries, () => undefined);
    return {
      asked,
      refresher,
      close: () => {
        refresher.stop();
        leave();
        queries.clear();
      },
    };
  }

  it('is asked for once for the events of one act, and once more for what comes meanwhile', async () => {
    const { asked, refresher, close } = onScreen(async () => 'read');
    await jest.advanceTimersByTimeAsync(10);
    refresher.ask();
    refresher.ask();
    await jest.advanceTimersByTimeAsync(500);
    expect(asked).toHaveBeenCalledTimes(2);
    refresher.ask();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveBeenCalledTimes(3);
    close();
  });

  it('is asked for again at the next event though an answer never came', async () => {
    let first = true;
    const { asked, refresher, close } = onScreen(() => {
      if (!first) return new Promise(() => undefined);
      first = false;
      return Promise.resolve('read');
    });
    await jest.advanceTimersByTimeAsync(10);
    refresher.ask();
    await jest.advanceTimersByTimeAsync(7_000);
    refresher.ask();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveBeenCalledTimes(3);
    close();
  });
});
