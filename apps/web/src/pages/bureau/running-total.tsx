import { Stack, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { minorOf } from '../../money/format';
import type { SessionView } from './bureau-api';

/** What is voted and proposed, against what is free: it changes as items are adopted. */
export function RunningTotal({ session }: { session: SessionView }) {
  const { free, freeEntries, running, envelopes, attributedEntries } = session;
  const { t } = useTranslation('bureau');
  const short = running.left.amount.startsWith('-');
  const whole = [minorOf(free.amount), minorOf(running.voted.amount) + minorOf(running.proposed.amount), 1n].reduce(
    (most, one) => (one > most ? one : most),
  );
  const share = (amount: string) => `${Number((minorOf(amount) * 1000n) / whole) / 10}%`;
  return (
    <section className="card padded" aria-labelledby="running" data-testid="running-total">
      <Stack gap="sm">
        <Title order={2} id="running">
          {t('running.title')}
        </Title>
        <div className="bureau-bar" aria-hidden>
          <i style={{ width: share(running.voted.amount) }} />
          <i style={{ width: share(running.proposed.amount) }} />
        </div>
        <dl className="facts" aria-live="polite">
          <Fact label={t('running.free')} value={free} entries={freeEntries} />
          <Fact label={t('running.voted')} value={running.voted} entries={attributedEntries} />
          <Fact label={t('running.proposed')} value={running.proposed} />
          <div className={short ? 'bureau-short' : ''} data-testid="running-left">
            <dt>{t(short ? 'running.short' : 'running.left')}</dt>
            <dd>
              <Figure value={{ ...running.left, amount: running.left.amount.replace('-', '') }} />
            </dd>
          </div>
        </dl>
        <details>
          <summary>{t('running.envelopes')}</summary>
          <Table verticalSpacing={4} mt="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('running.agreement')}</Table.Th>
                <Table.Th ta="right">{t('running.free')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {envelopes.map(({ agreement, donorName, free: left, entries }) => (
                <Table.Tr key={agreement}>
                  <Table.Td>
                    {donorName ?? agreement} <span className="muted">{donorName && agreement}</span>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Figure value={left} {...(entries && { entries })} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </details>
      </Stack>
    </section>
  );
}

interface FactProps {
  label: string;
  value: SessionView['free'];
  entries?: string | null;
}

function Fact({ label, value, entries }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Figure value={value} {...(entries && { entries })} />
      </dd>
    </div>
  );
}
