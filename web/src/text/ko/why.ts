/** ‘왜 나에게?’ 화면의 말: 결정의 까닭을 사람의 말로. */

type Figures = Readonly<Record<string, string | number | boolean | null>>
const figure = (figures: Figures, name: string) => String(figures[name] ?? '')
const clock = (minute: unknown) => {
  const at = Number(minute)
  return `${String(Math.floor(at / 60) % 24).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

export const why = {
  title: '왜 나에게 왔나요?',
  lead: '가게가 정한 조건과 내 동의를 차례로 살펴본 결과예요.',
  sent: '모든 조건이 맞아서 보냈어요.',
  postponed: '모든 조건이 맞았지만, 조용한 시간이라 나중에 보내기로 했어요.',
  refused: '조건 하나가 맞지 않아서 보내지 않았어요.',
  control: '효과를 재려고 보내지 않고 비교하는 쪽이 되었어요.',
  from: (merchant: string, when: string) => `${merchant} · ${when}`,
  steps: '살펴본 것들',
  yes: '맞음',
  no: '맞지 않음',
  more: '가게 쪽 조건도 보기',
  less: '가게 쪽 조건 접기',
  settings: '내 동의 바꾸기',
  unknown: '가게가 정한 조건',
  gone: '이 까닭은 나에게 온 소식에서만 볼 수 있어요',
  rules: {
    trigger: (f: Figures) =>
      f['kind'] === 'visited' || f['kind'] === 'left-without-purchase'
        ? '가게에 들르셨어요.'
        : f['kind'] === 'dwelled'
          ? '가게 가까이에 잠시 머무르셨어요.'
          : '가게 가까이를 지나셨어요.',
    running: () => '가게의 캠페인이 진행 중이었어요.',
    'in-window': () => '캠페인 기간 안이었어요.',
    hours: (f: Figures) =>
      f['fromMinute'] === null || f['fromMinute'] === undefined
        ? '시간을 가리지 않는 캠페인이에요.'
        : `가게가 정한 시간(${clock(f['fromMinute'])}–${clock(f['untilMinute'])})이었어요.`,
    weekday: () => '가게가 정한 요일이었어요.',
    fresh: () => '방금 일어난 일이었어요.',
    'location-consent': (_: Figures, ok: boolean) =>
      ok ? '위치를 써도 된다고 하셨어요.' : '위치를 써도 된다고 하지 않으셨어요.',
    'marketing-consent': (_: Figures, ok: boolean) =>
      ok ? '광고를 받겠다고 하셨어요.' : '광고를 받겠다고 하지 않으셨어요.',
    'not-bought': (_: Figures, ok: boolean) =>
      ok ? '다녀가신 뒤로 이 가게에서 사신 것이 없었어요.' : '그사이 이 가게에서 사셨어요.',
    'favourite-near': () => '단골로 담은 가게가 가까이 있었어요.',
    favourite: (_: Figures, ok: boolean) =>
      ok ? '이 가게를 단골로 담으셨어요.' : '이 가게의 단골이 아니에요.',
    viewed: () => '최근에 이 가게 화면을 보셨어요.',
    'visited-at-least': (f: Figures) => `${figure(f, 'visits')}번 들르셨어요.`,
    'visited-at-most': (f: Figures) => `지금까지 ${figure(f, 'visits')}번 들르셨어요.`,
    'first-visit': (_: Figures, ok: boolean) =>
      ok ? '이 가게는 처음이에요.' : '이 가게에 온 적이 있어요.',
    'not-redeemed': () => '요즘 이 가게의 쿠폰을 쓰지 않으셨어요.',
    'new-within': () => '얼마 전에 골목에 오셨어요.',
    retrigger: (_: Figures, ok: boolean) =>
      ok ? '같은 소식을 받은 지 충분히 지났어요.' : '같은 소식을 받은 지 얼마 안 됐어요.',
    'person-cap': (f: Figures) =>
      `이 가게는 한 사람에게 ${figure(f, 'days')}일에 ${figure(f, 'times')}번까지만 보내요.`,
    'offer-open': () => '쿠폰이 열려 있었어요.',
    'budget-coupons': (f: Figures) => `쿠폰이 ${figure(f, 'left')}장 남아 있었어요.`,
    'budget-discount': () => '가게가 정한 예산 안이었어요.',
    'best-of-shop': (_: Figures, ok: boolean) =>
      ok ? '이 가게가 보낼 소식 가운데 가장 알맞았어요.' : '이 가게의 다른 소식이 먼저였어요.',
    gate: (f: Figures, ok: boolean) =>
      !ok
        ? '하루에 받는 수, 조용한 시간, 차단을 살펴 보내지 않았어요.'
        : f['until']
          ? '조용한 시간이라 아침까지 기다렸어요.'
          : '조용한 시간이 아니고, 하루에 받는 수를 넘지 않았어요.',
    'control-group': (f: Figures, ok: boolean) =>
      ok
        ? `효과를 재려고 ${figure(f, 'percent')}%에게는 보내지 않는데, 거기에 들지 않았어요.`
        : `효과를 재려고 ${figure(f, 'percent')}%에게는 보내지 않는데, 거기에 들었어요.`,
    coupon: (_: Figures, ok: boolean) => (ok ? '쿠폰을 드렸어요.' : '쿠폰을 더 드릴 수 없었어요.'),
  },
}
