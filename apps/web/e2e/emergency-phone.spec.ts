import { expect, test } from './fixtures';

const KB = 1_024;
const phone = { width: 390, height: 844 };

test('on a phone, slowly connected, the balance comes first and soon', async ({ page }) => {
  await page.setViewportSize(phone);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: (1.6 * 1_000_000) / 8,
    uploadThroughput: (0.75 * 1_000_000) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let received = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (received += encodedDataLength));
  const took: number[] = [];
  const weighed: number[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await session.send('Network.clearBrowserCache');
    received = 0;
    const begun = Date.now();
    await page.goto('/urgence', { waitUntil: 'commit' });
    await expect(page.getByTestId('available')).toBeVisible({ timeout: 30_000 });
    took.push(Date.now() - begun);
    weighed.push(received / KB);
  }
  test.info().annotations.push({
    type: 'measure',
    description: `${took.join(', ')} ms; ${weighed.map(Math.round).join(', ')} kB`,
  });
  expect(Math.min(...weighed)).toBeLessThan(400);
  expect(Math.min(...took)).toBeLessThan(3_000);
});
