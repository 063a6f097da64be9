import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered, type Problem } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { colon } from '../../i18n/colon';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { euros, formatAmount, formatDay, minorOf } from '../../money/format';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type AllocationDetail, ALLOCATIONS, contributions, type Option, type Options, useOptions } from './calls';
import { Violations } from './violations';
import '../../styles/forms.css';
import './allocations.css';

interface Props {
  allocation: AllocationDetail;
  close: () => void;
}

/** Lets a person choose other lines; the rules answer with every figure that is passed. */
export function AdjustForm({ allocation, close }: Props) {
  const query = useOptions(allocation.id, true);
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={320} />}>
      {(options) => <Lines allocation={allocation} options={options} close={close} />}
    </Loaded>
  );
}

function Lines({ allocation, options, close }: Props & { options: Options }) {
  const { t } = useTranslation('allocations');
  const language = useLanguage();
  const [amounts, setAmounts] = useState<Record<string, string>>(() =>
    Object.fromEntries(allocation.lines.map(({ agreement, amount }) => [agreement, amount.amount])),
  );
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState<Problem>();
  const lines = Object.entries(amounts)
    .filter(([, amount]) => amount !== '' && minorOf(amount) !== 0n)
    .map(([agreement, amount]) => ({ agreement, amount: { amount, currency: 'EUR' } }));
  const given = lines.reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n);
  const left = minorOf(options.missing.amount) - given;
  const act = useAct({
    send: (body: { lines: typeof lines; reason?: string }, key) =>
      answered(
        contributions.POST('/api/contributions/allocations/{id}/adjust', {
          params: { path: { id: allocation.id } },
          body,
          headers: { 'if-match': `"${allocation.version}"`, ...key },
        }),
      ),
    refresh: [ALLOCATIONS],
    // Before the new version is read, which would put a fresh form in the place of this one.
    done: () => {
      close();
      return { title: t('adjusted.title'), text: t('adjusted.text') };
    },
    refused: (problem) => {
      setRefusal(problem);
      return problem.status === 422 || problem.code === 'INSUFFICIENT_FUNDS';
    },
  });
  const submit = () => {
    setRefusal(undefined);
    act.mutate({ lines, ...(note.trim() && { reason: note.trim() }) });
  };
  const may = options.options.filter(({ excluded, agreement }) => excluded === null || amounts[agreement]);
  const mayNot = options.options.filter(({ excluded, agreement }) => excluded !== null && !amounts[agreement]);
  return (
    <form
      className="card padded"
      aria-labelledby="adjust"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <Title order={2} id="adjust">
          {t('adjustTitle')}
        </Title>
        <Text size="sm" className="muted">
          {t('adjustHint')}
        </Text>
        <div>
          {may.map((option) => (
            <OptionLine
              key={option.agreement}
              option={option}
              amount={amounts[option.agreement] ?? ''}
              change={(amount) => setAmounts((before) => ({ ...before, [option.agreement]: amount }))}
            />
          ))}
        </div>
        <Group justify="space-between" align="baseline">
          <Text fw={600}>
            {t('given')} <Figure value={euros(given)} />
          </Text>
          <Text className={left < 0n ? undefined : 'muted'} c={left < 0n ? 'var(--warn)' : undefined} role="status">
            {left < 0n
              ? t('tooMuch', { amount: formatAmount(euros(-left), language) })
              : t('leftOver', { amount: formatAmount(euros(left), language) })}
          </Text>
        </Group>
        <TextInput
          label={t('note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={500}
        />
        {refusal && (
          <Alert color="var(--warn)" title={t('refused')} role="alert" data-testid="refusal">
            <Violations problem={refusal} />
          </Alert>
        )}
        <Group>
          <ActButton
            type="submit"
            loading={act.isPending}
            because={lines.length === 0 ? t('obstacle.noLine') : undefined}
          >
            {t('act.saveLines')}
          </ActButton>
          <Button variant="default" onClick={close}>
            {t('act.cancel')}
          </Button>
        </Group>
        {mayNot.length > 0 && (
          <details>
            <summary className="muted">{t('excludedCount', { count: mayNot.length })}</summary>
            <ul className="violations">
              {mayNot.map(({ agreement, excluded }) => (
                <li key={agreement}>
                  {agreement + colon(language) + t(`excluded.${excluded}` as 'excluded.INSTRUMENT_MISMATCH')}
                </li>
              ))}
            </ul>
          </details>
        )}
      </Stack>
    </form>
  );
}

function OptionLine({ option, amount, change }: { option: Option; amount: string; change: (amount: string) => void }) {
  const { t } = useTranslation('allocations');
  const language = useLanguage();
  return (
    <div className="option">
      <div>
        <strong>{option.agreement}</strong>
        <p className="muted">
          {option.donorName} · {t('until', { day: formatDay(option.until, language) })} · {t('free')}{' '}
          <Figure value={option.free} entries={option.entries} />
          {option.room && (
            <> · {t(`room.${option.cap ?? 'CO_FINANCING_CAP'}`, { amount: formatAmount(option.room, language) })}</>
          )}
        </p>
      </div>
      <AmountField
        currency="EUR"
        value={amount}
        onChange={change}
        aria-label={t('amountOf', { agreement: option.agreement })}
        data-testid={`amount-${option.agreement}`}
      />
    </div>
  );
}
