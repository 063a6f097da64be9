import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import { useTranslation } from 'react-i18next';
import { colon } from '../../i18n/colon';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, formatTime } from '../../money/format';
import type { Role } from '../../session/session';
import type { ProposalSheet, Schemas } from './api';
import { FailedPayment } from './failed-payment';
import { sourceName } from './source-name';

type Decision = Schemas['DecisionDto'];

/** What was decided: its number, who was told, what happens next, and the letter to the city. */
export function Receipt({ sheet, decision }: { sheet: ProposalSheet; decision: Decision }) {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const { number, outcome, inPart, amount, reason, by, onBehalfOf, on, at, sources } = decision;
  const next = outcome === 'GRANTED' ? 'nextGranted' : outcome === 'RETURNED' ? 'nextReturned' : 'nextRefused';
  const roles = sheet.told.map((role) => shared(`role.${role as Role}`)).join(', ');
  const words = { name: by, day: formatDay(on, language), time: formatTime(at, language).slice(0, 5) };
  const payment = sheet.payments.at(-1);
  return (
    <section className="card padded" aria-labelledby="receipt" data-testid="receipt">
      <Stack gap="xs">
        <Group gap="xs" wrap="nowrap">
          <IconCircleCheck size={22} color="var(--ok)" aria-hidden />
          <Title order={2} id="receipt">
            {t('receipt.title', { number })}
          </Title>
        </Group>
        <div className="emergency-amount">
          <span>{t(`receipt.${outcome === 'GRANTED' && inPart ? 'PART' : outcome}`)}</span>
          {amount && (
            <strong>
              <Figure value={amount} />
            </strong>
          )}
        </div>
        <Text size="sm" className="muted">
          {t('receipt.by', words)}
          {onBehalfOf && `, ${t('onBehalfOf', { name: onBehalfOf })}`}
        </Text>
        {reason && <Text className="emergency-text">{reason}</Text>}
        {payment && <Text size="sm">{t('payment.title') + colon(language) + t(`payment.${payment.state}`)}</Text>}
        {outcome === 'GRANTED' &&
          sources.map(({ account, amount: taken }) => (
            <div key={account} className="emergency-amount">
              <Text size="sm" className="muted">
                {t('receipt.takenFrom', { source: t(sourceName(account)) })}
              </Text>
              <Figure value={taken} entries={taken.entries} />
            </div>
          ))}
        <FailedPayment proposal={sheet} city={sheet.about.city} />
        {roles && <Text size="sm">{t('receipt.told', { roles })}</Text>}
        {outcome !== 'CANCELLED' && !sheet.failed && (
          <Text size="sm">
            <strong>{t('receipt.next')}.</strong> {t(`receipt.${next}`)}
          </Text>
        )}
        <Letters decision={decision} />
      </Stack>
    </section>
  );
}

export function Letters({ decision: { letters } }: { decision: Decision }) {
  const { t } = useTranslation('emergency');
  if (!letters) return null;
  return (
    <Group gap="md">
      <Text size="sm" className="muted">
        {t('receipt.letter')}
      </Text>
      <Anchor href={letters.fr} target="_blank" size="sm">
        {t('receipt.letterFr')}
      </Anchor>
      <Anchor href={letters.en} target="_blank" size="sm">
        {t('receipt.letterEn')}
      </Anchor>
    </Group>
  );
}
