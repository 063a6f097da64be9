import { Group, Stack, Text } from '@mantine/core';
import IconFileDownload from '@tabler/icons-react/dist/esm/icons/IconFileDownload.mjs';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { type OrderStatus, type PaymentFile, PAYMENTS, useFiles } from './payments-api';

/** A download is counted when its bytes leave: the count is read a moment later. */
const COUNTED_AFTER_MS = 800;

/** Files given to the bank, newest first, and what became of their orders. */
export function FileList() {
  const { t } = useTranslation('payments');
  const [{ fichier }] = useFilters();
  return (
    <Loaded query={useFiles()} skeleton={<BlockSkeleton height={320} />}>
      {(files) =>
        files.length === 0 ? (
          <Empty>{t('empty.fichiers')}</Empty>
        ) : (
          <Stack gap="sm" component="ul" className="cards" aria-label={t('view.fichiers')}>
            {files.map((file) => (
              <li
                key={file.id}
                className="card padded"
                data-current={file.id === fichier || undefined}
                data-testid="file"
              >
                <FileCard file={file} />
              </li>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function FileCard({ file }: { file: PaymentFile }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  return (
    <Group justify="space-between" align="start" gap="sm">
      <div style={{ minWidth: 0 }}>
        <Group gap="sm">
          <Text fw={650} component="span">
            {file.sums.map((sum) => (
              <Figure key={sum.currency} value={sum} className="sum" />
            ))}
          </Text>
          <Text size="sm" component="span">
            {t('orders', { count: file.transfers })} · {formatDay(file.emittedOn, language)} · {file.account}
          </Text>
        </Group>
        <Text size="xs" className="muted wrap">
          {file.version} · {file.messageId}
        </Text>
        <Text size="xs" className="muted wrap">
          {t('file.sha')} {file.sha256}
        </Text>
        <Outcome file={file} />
      </div>
      <Stack gap={4} align="end" className="file-acts">
        <Download file={file} />
        <Link to="/paiements" search={{ vue: 'emis', fichier: file.id }}>
          {t('file.see')}
        </Link>
      </Stack>
    </Group>
  );
}

function Outcome({ file: { states, reports } }: { file: PaymentFile }) {
  const { t } = useTranslation('payments');
  return (
    <Group gap="xs" mt={6}>
      {states.map(({ status, count }) => (
        <span key={status} className="pill">
          {t(`status.${status as OrderStatus}`)} {count}
        </span>
      ))}
      <Text size="xs" className="muted">
        {t('file.reports', { count: reports })}
      </Text>
    </Group>
  );
}

function Download({ file: { id, downloads, messageId } }: { file: PaymentFile }) {
  const { t } = useTranslation('payments');
  const queries = useQueryClient();
  const countAgain = () => void queries.invalidateQueries({ queryKey: [...PAYMENTS, 'files'] });
  return (
    <a
      href={`/api/treasury/payment-files/${id}/content`}
      download={`${messageId}.xml`}
      onClick={() => setTimeout(countAgain, COUNTED_AFTER_MS)}
      className="download"
    >
      <IconFileDownload size={16} />
      {t('file.download')}
      <span className="muted num">{t('file.downloads', { count: downloads })}</span>
    </a>
  );
}
