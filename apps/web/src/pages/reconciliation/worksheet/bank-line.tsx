import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { maskedNumber } from '../../../money/account-number';
import { Figure } from '../../../money/figure';
import { formatDay } from '../../../money/format';
import type { Line } from '../treasury';
import { titleOf } from './lines';

/** The line as the bank wrote it. */
export function BankLine({ line }: { line: Line }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const references = Object.entries(line.references).filter((pair): pair is [string, string] => pair[1] !== null);
  const heading = [
    formatDay(line.bookingDate, language),
    line.valueDate !== line.bookingDate && t('line.value', { day: formatDay(line.valueDate, language) }),
    line.counterpartyAccount && maskedNumber(line.counterpartyAccount),
    line.reversal && t('line.reversal'),
  ];
  return (
    <section aria-label={t('line.label')} data-testid="bank-line">
      <Group justify="space-between" wrap="nowrap" align="start" gap="md">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" className="muted num wrap">
            {heading.filter(Boolean).join(' · ')}
          </Text>
          <Title order={2} className="wrap">
            {titleOf(line)}
          </Title>
        </div>
        <Figure value={line.amount} className="line-amount" />
      </Group>
      <dl className="line-facts">
        {line.ultimateParty && <Fact name={t('line.ultimate')} value={line.ultimateParty} />}
        {line.information && line.remittance && <Fact name={t('line.information')} value={line.information} />}
        {line.original && (
          <div>
            <dt>{t('line.original')}</dt>
            <dd>
              <Figure value={line.original} />
              {line.original.rate && ` · ${line.original.rate}`}
            </dd>
          </div>
        )}
        {line.charges && (
          <div>
            <dt>{t('line.charges')}</dt>
            <dd>
              <Figure value={line.charges} />
            </dd>
          </div>
        )}
        {line.returnReason && <Fact name={t('line.returned')} value={line.returnReason} />}
        {references.map(([name, value]) => (
          <Fact key={name} name={t(`reference.${nameOf(name)}`)} value={value} />
        ))}
      </dl>
      {line.details.length > 0 && <Details line={line} />}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Transfers inside a batch. */
function Details({ line }: { line: Line }) {
  const { t } = useTranslation('reconciliation');
  return (
    <details>
      <summary>{t('line.details', { count: line.details.length })}</summary>
      <ul className="line-details">
        {line.details.map(({ counterparty, remittance, amount }, index) => (
          <li key={index}>
            <span className="ellipsis">{[counterparty, remittance].filter(Boolean).join(' · ')}</span>
            {amount && <Figure value={amount} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

const known = [
  'entry',
  'accountServicer',
  'endToEndId',
  'instructionId',
  'transactionId',
  'uetr',
  'mandateId',
  'messageId',
  'paymentInformationId',
  'structured',
] as const;

function nameOf(name: string): (typeof known)[number] {
  return known.find((one) => one === name) ?? 'entry';
}
