import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats until `attempt` neither throws nor answers `false`, and returns its answer.
 * @param patience milliseconds
 * @throws the last error
 */
export async function eventually<T>(attempt: () => T | Promise<T>, patience = 10_000): Promise<T> {
  const end = Date.now() + patience;
  for (let pause = 20; ; pause = Math.min(pause * 1.25, 200)) {
    try {
      const answer = await attempt();
      if (answer !== false) return answer;
      if (Date.now() > end) throw new Error(`Still false after ${patience} ms.`);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await sleep(pause);
  }
}
