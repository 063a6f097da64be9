import { ActionIcon, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeLabel } from '../pages/overview/node-label';
import { useOverview } from '../pages/overview/use-overview';
import { type Filters, useFilters } from '../shell/filters';
import { Entries } from './entry-list';
import { useFigureName } from './figure-name';
import { NodeFlows } from './node-flows';
import { usePeriodWords } from './words';
import './entries.css';

const CLOSED: Partial<Filters> = { ecritures: undefined, noeud: undefined };

/** The proof of a figure: the entries that make it, whose total is the figure. Its state is in the address. */
export default function EntriesDrawer() {
  const { t } = useTranslation();
  const [{ ecritures, noeud }, change] = useFilters();
  // Opened after it is there, so that it knows what had the focus and can give it back.
  const [there, { open }] = useDisclosure();
  useEffect(open, [open]);
  const phone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  return (
    <Drawer
      opened={there && (ecritures !== undefined || noeud !== undefined)}
      onClose={() => change(CLOSED)}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '88%' : 620}
      title={<Heading ecritures={ecritures} noeud={noeud} />}
      closeButtonProps={{ 'aria-label': t('entries.close') }}
      classNames={{ content: 'entries-drawer', header: 'entries-header' }}
    >
      {ecritures !== undefined && <Entries key={ecritures} filter={ecritures} />}
      {ecritures === undefined && noeud !== undefined && <NodeFlows id={noeud} />}
    </Drawer>
  );
}

function Heading({ ecritures, noeud }: Pick<Filters, 'ecritures' | 'noeud'>) {
  const { t } = useTranslation();
  const [, change] = useFilters();
  const figureName = useFigureName();
  const period = usePeriodWords();
  const label = useNodeLabel();
  const { data } = useOverview({ enabled: noeud !== undefined });
  const node = data?.nodes.find(({ id }) => id === noeud);
  const name = ecritures === undefined ? noeud && label(node, noeud) : figureName(ecritures);
  return (
    <Group gap="xs" wrap="nowrap">
      {ecritures !== undefined && noeud !== undefined && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('entries.back', { name: label(node, noeud) })}
          onClick={() => change({ ecritures: undefined })}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
      )}
      <div>
        <Text component="span" fw={650} display="block">
          {name ?? t('entries.title')}
        </Text>
        {ecritures !== undefined && (
          <Text component="span" size="xs" className="muted" display="block">
            {[name && t('entries.title'), period(ecritures)].filter(Boolean).join(' · ')}
          </Text>
        )}
      </div>
    </Group>
  );
}
