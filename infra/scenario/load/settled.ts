import { type ApiClient, until } from './client';

interface Checks {
  messaging?: { outbox: { count: number }; consumerLag: Record<string, number>; waiting: { count: number } };
}

interface Health {
  services: Record<string, { status: string; checks: Checks }>;
}

function isCalm({ messaging }: Checks): boolean {
  if (!messaging) return true;
  const { outbox, waiting, consumerLag } = messaging;
  return [outbox.count, waiting.count, ...Object.values(consumerLag)].every((count) => count === 0);
}

/** Until every service has published and read all there is. */
export async function settled(api: ApiClient): Promise<void> {
  let calm = 0;
  await until('all services to have read every event', async () => {
    const { services } = await api.get<Health>('administrator', '/api/health');
    const all = Object.values(services);
    // A service that is too busy to answer tells nothing of what it has still to do.
    const answered = all.every(({ status }) => status === 'ok');
    calm = answered && all.every(({ checks }) => isCalm(checks)) ? calm + 1 : 0;
    return calm >= 2;
  });
}
