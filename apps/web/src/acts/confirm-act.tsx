import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Modal.css';
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  opened: boolean;
  close: () => void;
  title: string;
  /** What will be, restated: amount, beneficiary, balance after. */
  facts: readonly { label: string; value: ReactNode }[];
  children?: ReactNode;
  /** Name of the act, never “OK”: “Payer 148 000,00 €”. */
  act: string;
  tone?: 'plain' | 'grave';
  /** Label of the reason to give, where the rules ask for one. */
  reason?: string;
  pending: boolean;
  confirm: (reason: string) => void;
}

/** Asked before what can't be taken back; what can be undone needs no question. */
export function ConfirmAct({ opened, close, title, facts, children, act, tone = 'plain', reason, ...ask }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = () => {
    if (reason && text.trim() === '') {
      field.current?.focus();
      return setMissing(true);
    }
    ask.confirm(text.trim());
  };
  return (
    <Modal opened={opened} onClose={close} title={title} centered closeButtonProps={{ 'aria-label': t('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <dl className="facts">
            {facts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {children}
          {reason && (
            <Textarea
              ref={field}
              label={reason}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              error={missing && text.trim() === '' && t('act.reasonMissing')}
              autosize
              minRows={2}
              withAsterisk
              data-autofocus
            />
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {t('act.cancel')}
            </Button>
            <Button type="submit" loading={ask.pending} color={tone === 'grave' ? 'var(--emergency)' : undefined}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
