import '../../styles/forms.css';
import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { OrderState, useBankWords } from './order-words';
import { PAYMENTS, sendReport, type OrderStatus, type StatusReport } from './payments-api';

/** Imports what the bank says of a file, and shows what it changed. */
export default function ReportImport({ close }: { close: () => void }) {
  const { t } = useTranslation('payments');
  const { t: common } = useTranslation();
  const [file, pick] = useState<File | null>(null);
  const act = useAct({ send: sendReport, refresh: [PAYMENTS] });
  return (
    <Modal
      opened
      onClose={close}
      title={t('report.title')}
      centered
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <Stack gap="md">
        {act.data ? (
          <Outcome {...act.data} />
        ) : (
          <>
            <Text size="sm" className="muted">
              {t('report.hint')}
            </Text>
            <Group>
              <FileButton
                onChange={pick}
                accept=".xml,application/xml,text/xml"
                inputProps={{ 'aria-label': t('report.pick') }}
              >
                {(props) => (
                  <Button variant="default" {...props}>
                    {t('report.pick')}
                  </Button>
                )}
              </FileButton>
              <Text size="sm">{file?.name}</Text>
            </Group>
          </>
        )}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t('report.close')}
          </Button>
          {!act.data && (
            <ActButton
              loading={act.isPending}
              because={file ? undefined : t('report.missing')}
              onClick={() => file && act.mutate(file)}
            >
              {t('report.act')}
            </ActButton>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Outcome({ report, known }: { report: StatusReport; known: boolean }) {
  const { t } = useTranslation('payments');
  const words = useBankWords();
  if (known) return <Text role="status">{t('report.again')}</Text>;
  return (
    <>
      <Text role="status" fw={600}>
        {report.changed === 0
          ? t('report.nothing')
          : t('report.changed', {
              updated: t('report.summary', { count: report.changed }),
              rejected: t('report.rejected', { count: report.rejected }),
            })}
      </Text>
      <ul className="plain-list" data-testid="report-orders">
        {report.orders.map(({ order, endToEndId, status, reasons, state }) => (
          <li key={order}>
            <Group justify="space-between" gap="xs">
              <Text size="xs" className="num wrap">
                {endToEndId}
              </Text>
              <OrderState status={state as OrderStatus} />
            </Group>
            <Text size="sm">
              {[words(status), ...reasons.map(({ code, text }) => [code, text].filter(Boolean).join(' '))].join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
