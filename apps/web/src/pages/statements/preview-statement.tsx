import { Group, Stack, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { type Amount, formatDay } from '../../money/format';
import { StateMark } from '../../states/state-mark';
import { PreviewEntries } from './preview-entries';
import type { Account, PreviewedStatement } from './treasury';
import { Warnings } from './warnings';

/** One statement of a file before it is stored: whose, from when to when, and whether it adds up. */
export function PreviewStatement({
  statement,
  accounts,
}: {
  statement: PreviewedStatement;
  accounts: readonly Account[];
}) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  const [shown, setShown] = useState(false);
  const { number, from, to, opening, closing, balanced, difference, entries, aside, warnings, account } = statement;
  const known = accounts.find(({ iban, otherId }) => [iban, otherId].includes(account));
  const period = from && to && t('preview.period', { from: formatDay(from, language), to: formatDay(to, language) });
  return (
    <Stack gap="xs" className="statement-preview" data-testid="preview-statement">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <b>{known?.name ?? account}</b>
          {[
            account && !known && t('preview.unknownAccount'),
            number && number !== to && t('preview.number', { number }),
            period,
          ]
            .filter(Boolean)
            .map((part, at) => (at === 0 && !account ? part : ` · ${part}`))}
        </Text>
        {balanced !== null && (
          <StateMark tone={balanced ? 'done' : 'late'} icon={balanced ? IconCheck : IconAlertTriangle}>
            {balanced ? t('preview.balanced') : t('preview.difference')}
          </StateMark>
        )}
      </Group>
      <dl className="statement-equation">
        <Term label={t('preview.opening')} value={opening} />
        <Term
          label={t('preview.movements')}
          value={opening && closing && difference && movementsOf(opening, closing, difference)}
          sign="+"
        />
        <Term label={t('preview.closing')} value={closing} sign="=" />
        {difference && balanced === false && <Term label={t('preview.difference')} value={difference} late />}
      </dl>
      <Warnings warnings={warnings} />
      {entries.length + aside.length === 0 ? (
        <Text size="sm" className="muted">
          {t('preview.noEntries')}
        </Text>
      ) : (
        <details onToggle={(event) => setShown(event.currentTarget.open)}>
          <summary>{t('preview.entries', { count: entries.length })}</summary>
          {shown && <PreviewEntries entries={entries} />}
          {shown && aside.length > 0 && (
            <>
              <Text size="sm" fw={600} mt="sm" mb={4}>
                {t('preview.aside', { count: aside.length })}
              </Text>
              <PreviewEntries entries={aside} />
            </>
          )}
        </details>
      )}
    </Stack>
  );
}

function Term({
  label,
  value,
  sign,
  late = false,
}: {
  label: string;
  value: Amount | null;
  sign?: string;
  late?: boolean;
}) {
  const { t } = useTranslation('statements');
  const content: ReactNode = value ? <Figure value={value} /> : t('preview.unknown');
  return (
    <div data-late={late || undefined}>
      <dt>{label}</dt>
      <dd>
        {sign && <span aria-hidden>{sign} </span>}
        {content}
      </dd>
    </div>
  );
}

/** Closing less opening, less what is missing: exact, on whole minor units. */
function movementsOf(opening: Amount, closing: Amount, difference: Amount): Amount {
  const decimals = closing.amount.split('.')[1]?.length ?? 0;
  const minor = (amount: string) => BigInt(amount.replace('.', ''));
  const sum = minor(closing.amount) - minor(opening.amount) - minor(difference.amount);
  const digits = String(sum < 0n ? -sum : sum).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return { amount: `${sum < 0n ? '-' : ''}${text}`, currency: closing.currency };
}
