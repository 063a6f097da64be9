import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatCount } from '../../money/format';
import { type Role, useSession } from '../../session/session';

type Todo = Schemas['TodoDto'];

/** Whose work each count is; the Presidency and the auditor see all of it. */
const workers: Record<keyof Todo, readonly Role[]> = {
  allocationsToConfirm: ['finance-controller'],
  tranchesToCertify: ['project-officer'],
  tranchesToApprove: ['finance-controller'],
  tranchesToPay: ['finance-officer'],
  dossiersToCheck: ['secretariat'],
  paymentsToApprove: ['finance-controller', 'secretariat'],
  paymentsToEmit: ['finance-officer'],
  aidToDecide: ['presidency'],
};

/** What waits for somebody, the reader's own work first. */
export function ToDo({ todo }: { todo: Todo }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: person } = useSession();
  const mine = (name: keyof Todo) => workers[name].some((role) => person?.roles.includes(role));
  const names = (Object.keys(workers) as (keyof Todo)[]).filter((name) => todo[name] > 0);
  const sorted = names.sort((a, b) => Number(mine(b)) - Number(mine(a)));
  return (
    <section className="card" aria-labelledby="todo" style={{ padding: 16 }}>
      <Text component="h2" fw={650} id="todo" mb={8}>
        {t('todo.title')}
      </Text>
      {sorted.length === 0 && <Text className="muted">{t('todo.nothing')}</Text>}
      <Group gap="lg" align="start">
        {sorted.map((name) => (
          <div key={name}>
            <Text fw={650} size="lg" className="num">
              {formatCount(todo[name], language)}
            </Text>
            <Text size="sm" className="muted">
              {t(`todo.${name}`, { count: todo[name] })}
            </Text>
            {mine(name) && (
              <Text size="xs" fw={600} c="var(--cooperation)">
                {t('todo.mine')}
              </Text>
            )}
          </div>
        ))}
      </Group>
    </section>
  );
}
