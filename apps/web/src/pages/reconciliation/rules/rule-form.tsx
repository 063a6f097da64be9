import { Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { ActButton } from '../../../acts/act-button';
import { useAct } from '../../../acts/use-act';
import { type NewRule, reconciliationKey, type Rule, treasury } from '../treasury';
import { RuleTrial } from './rule-trial';

export type RuleDraft = Pick<NewRule, 'phrase' | 'direction' | 'kind' | 'targetId' | 'mode'> & {
  account: string | null;
};

export const emptyRule: RuleDraft = {
  phrase: '',
  direction: 'DEBIT',
  account: null,
  kind: 'classification',
  targetId: 'CHARGE',
  mode: 'SUGGEST',
};
const ruleKinds = ['classification', 'donation', 'unapplied', 'interest', 'internal-transfer'] as const;
const classifications = ['CHARGE', 'EXCHANGE', 'OTHER'] as const;

interface Props {
  draft: RuleDraft;
  /** The rule that is amended; undefined for a new one. */
  rule?: Rule | undefined;
  done: () => void;
}

/** A rule, tried on the past before it is saved. */
export function RuleForm({ draft, rule, done }: Props) {
  const { t } = useTranslation('reconciliation');
  const [terms, setTerms] = useState(draft);
  const [refused, setRefused] = useState<{ field: string; text: string }>();
  const change = (next: Partial<RuleDraft>) => setTerms((before) => ({ ...before, ...next }));
  const trial = useQuery({
    queryKey: ['rule-trial', terms],
    queryFn: () => answered(treasury.POST('/api/treasury/match-rules/test', { body: terms })),
    enabled: false,
    placeholderData: undefined,
  });
  const save = useAct({
    send: (body: NewRule, headers) => sendRule(body, rule, headers),
    refresh: [reconciliationKey],
    done: () => {
      done();
      return { title: t('rules.saved'), text: terms.mode === 'AUTOMATIC' ? t('rules.toConfirm') : undefined };
    },
    refused: ({ figures, code }) => {
      const field = String(figures['field'] ?? (code === 'RULE_EXISTS' ? 'phrase' : ''));
      if (!field) return false;
      setRefused({ field, text: t(`rules.problem.${problemOf(code)}`) });
      return true;
    },
  });
  const errorOf = (field: string) => (refused?.field === field ? refused.text : undefined);
  const tooShort =
    terms.phrase.replace(/[^\p{L}\p{N}]/gu, '').length < 3 ? t('rules.problem.RULE_PHRASE_TOO_SHORT') : undefined;
  const untried = trial.data === undefined ? t('rules.tryFirst') : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!tooShort && !untried) save.mutate({ ...terms, enabled: rule?.enabled ?? true });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('rules.phrase')}
          description={t('rules.phraseHint')}
          value={terms.phrase}
          onChange={(event) => change({ phrase: event.currentTarget.value })}
          error={errorOf('phrase')}
          data-autofocus
          data-testid="rule-phrase"
        />
        <Group grow align="start">
          <Select
            label={t('rules.direction')}
            data={(['DEBIT', 'CREDIT'] as const).map((value) => ({ value, label: t(`direction.${value}`) }))}
            value={terms.direction}
            onChange={(value) => change({ direction: value === 'CREDIT' ? 'CREDIT' : 'DEBIT' })}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
          <TextInput
            label={t('rules.account')}
            placeholder={t('rules.anyAccount')}
            value={terms.account ?? ''}
            onChange={(event) => change({ account: event.currentTarget.value.trim() || null })}
            error={errorOf('account')}
          />
        </Group>
        <Group grow align="start">
          <Select
            label={t('rules.kind')}
            data={ruleKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={terms.kind}
            onChange={(value) =>
              change({ kind: value as RuleDraft['kind'], targetId: value === 'classification' ? 'CHARGE' : '' })
            }
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
          {terms.kind === 'classification' ? (
            <Select
              label={t('rules.target')}
              data={classifications.map((value) => ({ value, label: t(`classification.${value}`) }))}
              value={terms.targetId}
              onChange={(value) => change({ targetId: value ?? 'CHARGE' })}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
            />
          ) : (
            <TextInput
              label={t('rules.targetCode')}
              value={terms.targetId}
              onChange={(event) => change({ targetId: event.currentTarget.value.trim() })}
              error={errorOf('targetId')}
            />
          )}
        </Group>
        <Switch
          label={t('rules.automatic')}
          description={t('rules.automaticHint')}
          checked={terms.mode === 'AUTOMATIC'}
          onChange={(event) => change({ mode: event.currentTarget.checked ? 'AUTOMATIC' : 'SUGGEST' })}
        />
        {trial.data && <RuleTrial trial={trial.data} />}
        {trial.error && <Text c="var(--warn)">{trial.error.message}</Text>}
        <Group justify="end">
          <ActButton
            variant="default"
            because={tooShort}
            loading={trial.isFetching}
            onClick={() => void trial.refetch()}
            data-testid="try-rule"
          >
            {t('rules.try')}
          </ActButton>
          <ActButton type="submit" because={tooShort ?? untried} loading={save.isPending} data-testid="save-rule">
            {t('rules.save')}
          </ActButton>
        </Group>
      </Stack>
    </form>
  );
}

function sendRule(body: NewRule, rule: Rule | undefined, headers: { 'idempotency-key': string }): Promise<Rule> {
  if (!rule) return answered(treasury.POST('/api/treasury/match-rules', { body, headers: { ...headers } }));
  const call = { params: { path: { id: rule.id } }, body, headers: { ...headers, 'if-match': `"${rule.version}"` } };
  return answered(treasury.PUT('/api/treasury/match-rules/{id}', call));
}

const problems = ['RULE_PHRASE_TOO_SHORT', 'UNKNOWN_TARGET', 'RULE_EXISTS'] as const;

function problemOf(code: string): (typeof problems)[number] {
  return problems.find((known) => known === code) ?? 'UNKNOWN_TARGET';
}
