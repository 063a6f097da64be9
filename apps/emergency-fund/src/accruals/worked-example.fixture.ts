/** A pool over the last quarter of 2025, worked by hand. Amounts in cents; balances illustrative. */
export const workedExample = {
  from: '2025-10-01',
  to: '2025-12-31',
  movements: [
    { project: 'SIEM-REAP', agreement: 'SIAAP', day: '2025-09-30', minor: 18000000n },
    { project: 'SIEM-REAP', agreement: 'SIAAP', day: '2025-11-14', minor: -6000000n },
    { project: 'SIEM-REAP', agreement: 'AESN', day: '2025-09-30', minor: 9000000n },
    { project: 'HUE', agreement: 'SIAAP', day: '2025-10-20', minor: 15000000n },
    { project: 'OGOU1', agreement: 'UE', day: '2025-09-30', minor: 4200000n },
    { project: 'OGOU1', agreement: 'UE', day: '2025-12-01', minor: -4200000n },
    { project: null, agreement: 'GATES', day: '2025-09-30', minor: 25000000n },
    { project: null, agreement: 'GATES', day: '2025-12-15', minor: -5000000n },
    { project: null, agreement: 'PARIS', day: '2025-09-30', minor: 7500000n },
    { project: null, agreement: null, day: '2025-09-30', minor: 3211145n },
  ],
  nombres: {
    'SIEM-REAP/SIAAP/EMERGENCY_FUND': 1368000000n,
    'SIEM-REAP/AESN/EMERGENCY_FUND': 828000000n,
    'HUE/SIAAP/EMERGENCY_FUND': 1095000000n,
    'OGOU1/UE/EMERGENCY_FUND': 256200000n,
    '/GATES/RETAIN_IN_AGREEMENT': 2215000000n,
    '/PARIS/GENERAL': 690000000n,
    '//OWN': 295425340n,
  },
  total: 6747625340n,
  /** Parts in the order of `nombres`. */
  cases: [
    { amount: 243101n, parts: [49286n, 29831n, 39450n, 9230n, 79801n, 24859n, 10644n] },
    { amount: 243104n, parts: [49287n, 29831n, 39451n, 9230n, 79802n, 24859n, 10644n] },
    { amount: 243107n, parts: [49287n, 29832n, 39451n, 9230n, 79803n, 24860n, 10644n] },
    { amount: 243117n, parts: [49289n, 29833n, 39453n, 9231n, 79806n, 24861n, 10644n] },
    { amount: 1n, parts: [0n, 0n, 0n, 0n, 1n, 0n, 0n] },
    { amount: 3n, parts: [1n, 0n, 1n, 0n, 1n, 0n, 0n] },
    { amount: 7n, parts: [2n, 1n, 1n, 0n, 2n, 1n, 0n] },
    { amount: -243117n, parts: [-49289n, -29833n, -39453n, -9231n, -79806n, -24861n, -10644n] },
  ],
};
