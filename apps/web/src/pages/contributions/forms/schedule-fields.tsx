import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { Figure } from '../../../money/figure';
import { conditionKinds, leftOf, newInstalment, reportKinds } from './agreement-values';
import type { FieldsProps } from './terms-fields';
import { typed } from './typed-field';

interface Props extends FieldsProps {
  /** Amounts of instalments that can't be changed any more. */
  fixed?: readonly { number: number; amount: string }[];
}

/** Instalments, what each waits for, and what is left to share out. */
export function InstalmentFields({ form, fixed = [] }: Props) {
  const { t } = useTranslation('contributions');
  const { instalments, amount, currency } = form.values;
  const left = leftOf(
    amount,
    [...fixed, ...instalments].map((one) => one.amount),
  );
  const next = Math.max(0, ...[...fixed, ...instalments].map(({ number }) => number)) + 1;
  return (
    <Stack gap="md">
      {instalments.map(({ number }, index) => (
        <InstalmentRow key={number} form={form} index={index} removable={index === instalments.length - 1} />
      ))}
      {form.errors['instalments'] && (
        <Text role="alert" size="sm" c="var(--emergency)">
          {form.errors['instalments']}
        </Text>
      )}
      <Group justify="space-between">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('instalments', newInstalment(next))}
        >
          {t('field.addInstalment')}
        </Button>
        {left !== undefined && (
          <span role="status" data-testid="left-to-share">
            {t('field.left')} <strong>{<Figure value={{ amount: left, currency }} />}</strong>
          </span>
        )}
      </Group>
    </Stack>
  );
}

function InstalmentRow({ form, index, removable }: FieldsProps & { index: number; removable: boolean }) {
  const { t } = useTranslation('contributions');
  const instalment = form.values.instalments[index];
  if (!instalment) return null;
  const path = `instalments.${index}`;
  const { number, condition } = instalment;
  return (
    <Group gap="sm" align="start" role="group" aria-label={t('instalmentNumber', { number })}>
      <TextInput label={t('column.instalment')} value={String(number)} readOnly w={72} />
      <AmountField
        label={t('field.amount')}
        withAsterisk
        currency={form.values.currency}
        w={190}
        {...typed(form.getInputProps(`${path}.amount`))}
      />
      <DayField label={t('column.dueOn')} withAsterisk w={150} {...typed(form.getInputProps(`${path}.dueOn`))} />
      <NativeSelect
        label={t('field.condition')}
        data={conditionKinds.map((value) => ({ value, label: t(`condition.${value}`) }))}
        {...form.getInputProps(`${path}.condition.kind`)}
      />
      {condition.kind === 'PERCENT_CONSUMED' && (
        <>
          <TextInput
            label={t('field.percent')}
            w={130}
            inputMode="decimal"
            rightSection={<span className="muted">%</span>}
            {...form.getInputProps(`${path}.condition.percent`)}
          />
          <TextInput
            label={t('field.earlierPercent')}
            w={150}
            inputMode="decimal"
            rightSection={<span className="muted">%</span>}
            {...form.getInputProps(`${path}.condition.earlierPercent`)}
          />
        </>
      )}
      {condition.kind === 'REPORT_ACCEPTED' && (
        <NativeSelect
          label={t('column.report')}
          data={(['INTERIM', 'FINAL'] as const).map((value) => ({ value, label: t(`report.kind.${value}`) }))}
          {...form.getInputProps(`${path}.condition.report`)}
        />
      )}
      {removable && (
        <ActionIcon
          variant="default"
          size="lg"
          mt={24}
          aria-label={t('field.removeInstalment', { number })}
          onClick={() => form.removeListItem('instalments', index)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}

/** Reports the donor expects, each with its day. */
export function ReportFields({ form }: FieldsProps) {
  const { t } = useTranslation('contributions');
  return (
    <Stack gap="sm">
      {form.values.reports.map((_, index) => (
        <Group key={index} gap="sm" align="end">
          <NativeSelect
            label={t('column.report')}
            data={reportKinds.map((value) => ({ value, label: t(`report.kind.${value}`) }))}
            {...form.getInputProps(`reports.${index}.kind`)}
          />
          <DayField label={t('column.dueOn')} withAsterisk {...typed(form.getInputProps(`reports.${index}.dueOn`))} />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('remove')}
            onClick={() => form.removeListItem('reports', index)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('reports', { kind: 'FINANCIAL', dueOn: '' })}
        >
          {t('field.addReport')}
        </Button>
      </Group>
    </Stack>
  );
}
