import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import type { Account, Imported } from './treasury';
import { Warnings } from './warnings';

/** What a file brought: new lines, lines known before, and where to go on. */
export function FileResult({
  statements,
  accounts,
}: {
  statements: readonly Imported[];
  accounts: readonly Account[];
}) {
  return (
    <Stack gap="xs" data-testid="file-result">
      {statements.map((statement, at) => (
        <Result key={at} statement={statement} name={accounts.find(({ code }) => code === statement.account)?.name} />
      ))}
    </Stack>
  );
}

function Result({ statement, name }: { statement: Imported; name: string | undefined }) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  const { id, account, number, from, to, duplicates, detailed, warnings } = statement;
  const period = from && to && t('preview.period', { from: formatDay(from, language), to: formatDay(to, language) });
  const counts = [
    t('import.new', { count: statement.new }),
    duplicates > 0 && t('import.duplicates', { count: duplicates }),
    detailed > 0 && t('import.detailed', { count: detailed }),
    id === null && t('import.apart'),
  ].filter((text) => typeof text === 'string');
  const title = [name ?? account, period].filter(Boolean).join(' · ');
  return (
    <div>
      <Text size="sm" fw={600}>
        {id ? (
          <Link to={`/rapprochement/${id}`} aria-label={t('list.open', { number, account: name ?? account })}>
            {title}
          </Link>
        ) : (
          title
        )}
      </Text>
      <Text size="sm">{counts.join(' · ')}</Text>
      <Warnings warnings={warnings} />
    </div>
  );
}
