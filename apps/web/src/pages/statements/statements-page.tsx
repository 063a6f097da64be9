import './words';
import './statements.css';
import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { downloadRows } from '../../tables/table-csv';
import { ExchangeRates } from '../exchange-rates/exchange-rates';
import { AccountCards } from './account-cards';
import { ImportPanel } from './import-panel';
import { statementStates } from './statement-state';
import { periodText, StatementTable } from './statement-table';
import type { Account, Statement } from './treasury';
import { useAccounts, useStatements } from './use-statements';

/** Bank statements: what is imported, how far each is explained, and the place where files are dropped. */
export default function StatementsPage() {
  const { t } = useTranslation('statements');
  const { data: person } = useSession();
  const accounts = useAccounts();
  const imports = person?.roles.includes('finance-officer');
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')} />
      <section aria-label={t('accounts.title')}>
        <Loaded query={accounts} skeleton={<BlockSkeleton height={128} />}>
          {(all) => <AccountCards accounts={all} />}
        </Loaded>
      </section>
      {imports ? (
        <ImportPanel accounts={accounts.data ?? []} />
      ) : (
        <Text size="sm" className="muted">
          {t('import.reserved')}
        </Text>
      )}
      <Statements accounts={accounts.data ?? []} />
      <ExchangeRates />
    </Stack>
  );
}

function Statements({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  const [{ compte, etat }, change] = useFilters();
  const state = statementStates.find((one) => one === etat);
  const query = useStatements({ account: compte, state });
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const filtered = compte !== undefined || state !== undefined;
  return (
    <section aria-label={t('list.title')}>
      <Group justify="space-between" align="end" gap="sm" mb="sm">
        <Title order={2}>{t('list.title')}</Title>
        <Group gap="sm" align="end">
          <NativeSelect
            label={t('list.account')}
            value={compte ?? ''}
            onChange={(event) => change({ compte: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: t('list.allAccounts') },
              ...accounts.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
          <NativeSelect
            label={t('list.stateFilter')}
            value={state ?? ''}
            onChange={(event) => change({ etat: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: t('list.allStates') },
              ...statementStates.map((one) => ({ value: one, label: t(`state.${one}`) })),
            ]}
          />
          <Button
            variant="default"
            className="no-print"
            disabled={rows.length === 0}
            onClick={() => downloadRows(rows, exported(t, language), language, 'releves')}
          >
            {t('list.export')}
          </Button>
        </Group>
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={320} />}>
        {() => (
          <Stack gap="sm">
            <StatementTable statements={rows} empty={t(filtered ? 'list.empty' : 'list.nothing')} />
            <Group justify="space-between">
              <Text size="sm" className="muted">
                {t('list.all', { count: rows.length })}
                {query.hasNextPage && ' …'}
              </Text>
              {query.hasNextPage && (
                <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('list.more')}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </Loaded>
    </section>
  );
}

type Words = ReturnType<typeof useTranslation<'statements'>>['t'];

function exported(t: Words, language: 'fr' | 'en') {
  return [
    { heading: t('list.account'), value: ({ accountName }: Statement) => accountName },
    { heading: t('list.number'), value: ({ number }: Statement) => number },
    { heading: t('list.period'), value: (statement: Statement) => periodText(statement, language) },
    { heading: t('list.opening'), value: ({ opening }: Statement) => opening },
    { heading: t('list.closing'), value: ({ closing }: Statement) => closing },
    { heading: t('list.difference'), value: ({ difference }: Statement) => difference },
    { heading: t('list.state'), value: ({ state }: Statement) => t(`state.${state}`) },
  ];
}
