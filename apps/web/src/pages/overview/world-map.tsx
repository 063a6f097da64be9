import { geoArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { colon } from '../../i18n/colon';
import { useLanguage } from '../../i18n/i18n';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-110m.json';
import type { Country } from './countries';
import { countryNumbers } from './country-codes';

const WIDTH = 640;
const HEIGHT = 420;
/** Degrees around the countries that are shown. */
const AROUND = 9;
const ANTARCTICA = '010';
const ROUNDS = 20;

const topology = world as unknown as Topology<{ countries: GeometryCollection }>;
const land = feature(topology, topology.objects.countries).features.filter(({ id }) => id !== ANTARCTICA);

/** Countries with projects; the circles grow with the number of projects, which they say. The table says the rest. */
export default function WorldMap({ countries }: { countries: (Country & { name: string })[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { shapes, marks } = useMemo(() => draw(countries), [countries]);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('countries.map')}>
      {shapes.map(({ id, path, here }) => (
        <path key={id} className={here ? 'land here' : 'land'} d={path} />
      ))}
      {marks.map(({ country, name, projects, x, y, radius }) => (
        <g key={country} transform={`translate(${x},${y})`}>
          <circle className="mark" r={radius}>
            <title>{`${name}${colon(language)}${t('countries.count', { count: projects })}`}</title>
          </circle>
          <text dy="0.35em">{projects}</text>
        </g>
      ))}
    </svg>
  );
}

function draw(countries: (Country & { name: string })[]) {
  const places = countries.flatMap((country) => {
    const shape = land.find(({ id }) => id === countryNumbers[country.country]);
    return shape ? [{ ...country, shape, centre: geoCentroid(mainland(shape.geometry)) }] : [];
  });
  const corners = places.flatMap(({ centre: [x, y] }) => [
    [x - AROUND, y - AROUND],
    [x + AROUND, y + AROUND],
  ]);
  const frame =
    corners.length > 0 ? { type: 'MultiPoint' as const, coordinates: corners } : { type: 'Sphere' as const };
  const projection = geoEqualEarth()
    .fitSize([WIDTH, HEIGHT], frame)
    .clipExtent([
      [0, 0],
      [WIDTH, HEIGHT],
    ]);
  const path = geoPath(projection).digits(1);
  const here = new Set(places.map(({ shape }) => shape.id));
  return {
    shapes: land
      .map((shape, index) => ({ id: String(shape.id ?? index), path: path(shape) ?? '', here: here.has(shape.id) }))
      .filter((shape) => shape.path),
    marks: apart(
      places.map(({ country, name, projects, centre }) => {
        const [x = 0, y = 0] = projection(centre) ?? [];
        return { country, name, projects, x, y, radius: 8 + Math.sqrt(projects) * 2.5 };
      }),
    ),
  };
}

type Shape = (typeof land)[number]['geometry'];

/** The largest part of a country: what lies overseas would draw its middle into the sea. */
function mainland(shape: Shape): Shape {
  if (shape.type !== 'MultiPolygon') return shape;
  const parts = shape.coordinates.map((coordinates) => ({ type: 'Polygon' as const, coordinates }));
  return parts.reduce<Shape>((largest, part) => (geoArea(part) > geoArea(largest) ? part : largest), parts[0] ?? shape);
}

interface Mark {
  x: number;
  y: number;
  radius: number;
}

/** Neighbours push each other away until none hides another. */
function apart<T extends Mark>(marks: T[]): T[] {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, one] of marks.entries()) {
      for (const other of marks.slice(index + 1)) {
        const [dx, dy] = [other.x - one.x || 0.1, other.y - one.y];
        const distance = Math.hypot(dx, dy);
        const push = (one.radius + other.radius + 1 - distance) / 2;
        if (push <= 0) continue;
        one.x -= (dx / distance) * push;
        one.y -= (dy / distance) * push;
        other.x += (dx / distance) * push;
        other.y += (dy / distance) * push;
      }
    }
  }
  return marks;
}
