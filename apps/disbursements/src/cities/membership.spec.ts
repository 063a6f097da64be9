import { checkMembership, inOrder, isSeated, type Membership } from './membership';

const member: Membership = { joinedOn: '1990-01-01', leftOn: null, seats: [{ from: '2003-01-01', to: '2010-12-31' }] };

it.each([
  ['a member with a past seat', member],
  ['a second seat', { ...member, seats: [...member.seats, { from: '2011-01-01', to: null }] }],
  ['a city that left with its seat', { ...member, leftOn: '2010-12-31' }],
  ['a city whose dates are not known', { joinedOn: null, leftOn: null, seats: [{ from: '2003-01-01', to: null }] }],
])('%s holds together', (_, membership) => {
  expect(() => checkMembership('X', membership)).not.toThrow();
});

it.each([
  ['leaving before joining', { ...member, seats: [], leftOn: '1989-12-31' }, 'MEMBERSHIP_REVERSED', 'leftOn'],
  [
    'a seat that ends first',
    { ...member, seats: [{ from: '2003-01-02', to: '2003-01-01' }] },
    'SEAT_REVERSED',
    'seats.0.to',
  ],
  [
    'a seat before joining',
    { ...member, seats: [{ from: '1989-12-31', to: null }] },
    'SEAT_OUTSIDE_MEMBERSHIP',
    'seats.0',
  ],
  ['a seat that outlasts it', { ...member, leftOn: '2010-12-30' }, 'SEAT_OUTSIDE_MEMBERSHIP', 'seats.0'],
  [
    'two seats on one day',
    { ...member, seats: [...member.seats, { from: '2010-12-31', to: null }] },
    'SEATS_OVERLAP',
    'seats.1',
  ],
])('%s is refused', (_, membership, code, field) => {
  expect(() => checkMembership('X', membership)).toThrow(expect.objectContaining({ code, figures: { field } }));
});

it('is seated on the first and on the last day, not after', () => {
  expect(['2002-12-31', '2003-01-01', '2010-12-31', '2011-01-01'].map((day) => isSeated(member.seats, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(
    inOrder([
      { from: '2', to: null },
      { from: '1', to: '1' },
    ]).map(({ from }) => from),
  ).toEqual(['1', '2']);
});
