import { ActionIcon, Group, Switch, Text } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconWand from '@tabler/icons-react/dist/esm/icons/IconWand.mjs';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { ActButton } from '../../../acts/act-button';
import { useAct } from '../../../acts/use-act';
import { StateMark } from '../../../states/state-mark';
import { useMayClose } from '../roles';
import { reconciliationKey, type Rule, treasury } from '../treasury';
import { targetOf } from './rule-target';

interface Props {
  rules: readonly Rule[];
  /** Why nothing can be changed; undefined when it can. */
  because: string | undefined;
  edit: (rule: Rule) => void;
}

/** Rules in their order: of those that say different things of a line, a person chooses; of those that say the same, the first counts. */
export function RuleList({ rules, because, edit }: Props) {
  const { t } = useTranslation('reconciliation');
  const mayConfirm = useMayClose();
  const order = useAct({
    send: (ids: string[], headers) =>
      answered(treasury.POST('/api/treasury/match-rules/order', { body: { ids }, headers: { ...headers } })),
    refresh: [reconciliationKey],
  });
  const confirm = useAct({
    send: (id: string, headers) =>
      answered(
        treasury.POST('/api/treasury/match-rules/{id}/confirm', { params: { path: { id } }, headers: { ...headers } }),
      ),
    refresh: [reconciliationKey],
    done: () => ({ title: t('rules.confirmed') }),
  });
  const turn = useAct({ send: sendEnabled, refresh: [reconciliationKey] });
  const swap = (at: number, step: number) => {
    const ids = rules.map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (moved) ids.splice(at + step, 0, moved);
    order.mutate(ids);
  };
  return (
    <ul className="card rules" data-testid="rules">
      {rules.map((rule, at) => (
        <li key={rule.id} data-testid="rule" data-off={!rule.enabled || undefined}>
          <Group gap={2} wrap="nowrap">
            <Arrow
              up
              label={t('rules.up', { phrase: rule.phrase })}
              disabled={because !== undefined || at === 0}
              onClick={() => swap(at, -1)}
            />
            <Arrow
              label={t('rules.down', { phrase: rule.phrase })}
              disabled={because !== undefined || at === rules.length - 1}
              onClick={() => swap(at, 1)}
            />
          </Group>
          <div style={{ minWidth: 0 }}>
            <Text className="wrap" fw={550}>
              {t('rules.sentence', { phrase: rule.phrase })} → {t(`kind.${rule.kind}`)} · {targetOf(rule, t)}
            </Text>
            <Group gap="xs">
              <ModeMark rule={rule} />
              <Text size="sm" className="muted">
                {[
                  t(`direction.${rule.direction}`),
                  rule.account ?? t('rules.anyAccount'),
                  t('rules.used', { count: rule.used }),
                  t('rules.writtenBy', { name: rule.createdBy }),
                ].join(' · ')}
              </Text>
            </Group>
          </div>
          <Group gap="xs" justify="end">
            {rule.mode === 'AUTOMATIC' && !rule.confirmed && (
              <ActButton
                size="xs"
                because={mayConfirm ? undefined : t('rules.controllerConfirms')}
                onClick={() => confirm.mutate(rule.id)}
              >
                {t('rules.confirm')}
              </ActButton>
            )}
            <ActButton size="xs" variant="default" because={because} onClick={() => edit(rule)}>
              {t('rules.change')}
            </ActButton>
            <Switch
              checked={rule.enabled}
              disabled={because !== undefined}
              aria-label={t('rules.enabled', { phrase: rule.phrase })}
              onChange={(event) => turn.mutate({ rule, enabled: event.currentTarget.checked })}
            />
          </Group>
        </li>
      ))}
    </ul>
  );
}

function sendEnabled(
  { rule, enabled }: { rule: Rule; enabled: boolean },
  headers: { 'idempotency-key': string },
): Promise<Rule> {
  const { id, phrase, direction, account, kind, targetId, mode, version } = rule;
  const call = {
    params: { path: { id } },
    body: { phrase, direction, account, kind, targetId, mode, enabled },
    headers: { ...headers, 'if-match': `"${version}"` },
  };
  return answered(treasury.PUT('/api/treasury/match-rules/{id}', call));
}

function ModeMark({ rule: { mode, confirmed } }: { rule: Rule }) {
  const { t } = useTranslation('reconciliation');
  if (mode === 'SUGGEST')
    return (
      <StateMark tone="neutral" icon={IconWand}>
        {t('mode.SUGGEST')}
      </StateMark>
    );
  return (
    <StateMark tone={confirmed ? 'done' : 'late'} icon={confirmed ? IconCircleCheck : IconClock}>
      {t(confirmed ? 'mode.AUTOMATIC' : 'mode.waiting')}
    </StateMark>
  );
}

function Arrow({
  up = false,
  label,
  disabled,
  onClick,
}: {
  up?: boolean;
  label: string;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} disabled={disabled} onClick={onClick}>
      {up ? <IconArrowUp size={16} /> : <IconArrowDown size={16} />}
    </ActionIcon>
  );
}
