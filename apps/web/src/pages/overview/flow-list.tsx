import { Button, Group, SegmentedControl, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatThousands, minorOf } from '../../money/format';
import { useOpenEntries } from '../../shell/filters';
import { Empty } from '../../states/states';
import { byAmount, colorOf, type Flow, type GraphNode, instrumentOf } from './flow-graph';
import { useNodeLabel } from './node-label';

const SHOWN_AT_FIRST = 8;
/** Money that no agreement has been given yet. */
const NO_INSTRUMENT = 'unapplied';

/** The flows on a phone: one instrument at a time, what fills it and what it is used for. */
export function FlowList({ graph }: { graph: GraphNode[] }) {
  const { t } = useTranslation();
  const hubs = graph.filter(({ column, node }) => column === 1 || node.kind === NO_INSTRUMENT);
  const [chosen, choose] = useState<string>();
  const hub = hubs.find(({ node }) => node.id === chosen) ?? hubs[0];
  if (!hub) return null;
  const largest = [...hub.incoming, ...hub.outgoing].reduce(
    (max, { value }) => (minorOf(value.amount) > max ? minorOf(value.amount) : max),
    1n,
  );
  return (
    <Stack gap="sm" data-testid="flow-list">
      {hubs.length > 1 && (
        <SegmentedControl
          fullWidth
          value={hub.node.id}
          onChange={choose}
          aria-label={t('filter.instrument')}
          data={hubs.map(({ node }) => ({
            value: node.id,
            label: t(`instrumentShort.${node.code || NO_INSTRUMENT}` as 'instrumentShort.COOPERATION'),
          }))}
        />
      )}
      <Bars
        key={`${hub.node.id}-in`}
        title={t('flow.sources')}
        flows={hub.incoming}
        end="from"
        graph={graph}
        largest={largest}
      />
      {hub.column === 1 && (
        <Bars
          key={`${hub.node.id}-out`}
          title={t('flow.uses')}
          flows={hub.outgoing}
          end="to"
          graph={graph}
          largest={largest}
        />
      )}
    </Stack>
  );
}

interface BarsProps {
  title: string;
  flows: Flow[];
  end: 'from' | 'to';
  graph: GraphNode[];
  largest: bigint;
}

function Bars({ title, flows, end, graph, largest }: BarsProps) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  const label = useNodeLabel();
  const sorted = [...flows].sort(byAmount);
  return (
    <div>
      <Text
        component="h3"
        size="xs"
        fw={650}
        tt="uppercase"
        className="muted"
        my={4}
        style={{ letterSpacing: '.04em' }}
      >
        {title}
      </Text>
      {sorted.length === 0 && <Empty>{t('flow.nothing')}</Empty>}
      {sorted.slice(0, all ? undefined : SHOWN_AT_FIRST).map((flow) => (
        <Bar
          key={flow[end]}
          flow={flow}
          name={label(graph.find(({ node }) => node.id === flow[end])?.node, flow[end])}
          largest={largest}
        />
      ))}
      {!all && sorted.length > SHOWN_AT_FIRST && (
        <Button variant="default" fullWidth mt={4} h={44} onClick={() => showAll(true)}>
          {t('flow.all', { count: sorted.length })}
        </Button>
      )}
    </div>
  );
}

function Bar({ flow, name, largest }: { flow: Flow; name: string; largest: bigint }) {
  const language = useLanguage();
  const open = useOpenEntries();
  const minor = minorOf(flow.value.amount);
  const face = (
    <>
      <Group component="span" justify="space-between" wrap="nowrap" gap={8} fz="sm">
        <span className="ellipsis">{name}</span>
        <span className="num" style={{ fontWeight: 550 }}>
          {formatThousands(minor, language)}
        </span>
      </Group>
      <div className="bar" aria-hidden>
        <i
          style={{
            width: `${Math.max(1, Number((minor * 100n) / largest))}%`,
            background: colorOf(instrumentOf(flow)),
          }}
        />
      </div>
    </>
  );
  const { entries } = flow;
  const shape = { display: 'block', width: '100%', padding: '7px 0', minHeight: 44 };
  if (!entries) return <div style={shape}>{face}</div>;
  return (
    <UnstyledButton onClick={() => open(entries)} style={shape}>
      {face}
    </UnstyledButton>
  );
}
