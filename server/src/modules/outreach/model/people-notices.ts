/** What people are told of their own consents and of their location: the words. Pure. */
import type { Locale, MerchantPurpose } from '../../people/model.ts'

export type NoticeText = { readonly title: string; readonly body: string }

const wayWords: Readonly<Record<MerchantPurpose, Readonly<Record<Locale, string>>>> = {
  marketing: { ko: '앱으로 광고 받기', en: 'advertisements in the app' },
  'night-marketing': { ko: '밤에도 앱으로 받기', en: 'the same at night' },
  'marketing/email': { ko: '이메일로 받기', en: 'by e-mail' },
  'marketing/sms': { ko: '문자로 받기', en: 'by text message' },
  'night-marketing/sms': { ko: '밤에도 문자로 받기', en: 'by text message at night' },
  'marketing/kakao': { ko: '카카오톡으로 받기', en: 'by KakaoTalk' },
  'night-marketing/kakao': { ko: '밤에도 카카오톡으로 받기', en: 'by KakaoTalk at night' },
  'marketing/line': { ko: '라인으로 받기', en: 'by LINE' },
  'night-marketing/line': { ko: '밤에도 라인으로 받기', en: 'by LINE at night' },
}

/** A day as people write it, by the clock of the reader. */
function dayText(at: Date, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(locale === 'ko' ? 'ko-KR' : 'en-GB', {
    dateStyle: 'long',
    timeZone,
  }).format(at)
}

type Reader = { readonly locale: Locale; readonly timeZone: string }

/** What became of answers: by whom it is handled, what was answered when, and what follows (PE56). */
export function resultText(
  sender: string,
  answers: readonly {
    readonly purpose: MerchantPurpose
    readonly granted: boolean
    readonly at: Date
  }[],
  { locale, timeZone }: Reader,
): NoticeText {
  const lines = answers.map(({ purpose, granted, at }) => {
    const way = wayWords[purpose][locale]
    const day = dayText(at, locale, timeZone)
    if (locale === 'ko') return `· ${way}: ${day}에 ${granted ? '동의' : '거절'}, 처리했어요.`
    return `· ${way}: ${granted ? 'agreed' : 'declined'} on ${day}, done.`
  })
  return locale === 'ko'
    ? {
        title: `${sender} 광고 수신 동의 처리 결과`,
        body: `${lines.join('\n')}\n언제든 ‘나 → 동의’에서 바꿀 수 있어요.`,
      }
    : {
        title: `${sender}: your answer about advertisements`,
        body: `${lines.join('\n')}\nYou can change it any time under Me → Consents.`,
      }
}

/** That somebody agreed nearly two years ago, and how to keep or end that (PE57). */
export function renewalText(
  sender: string,
  consents: readonly { readonly purpose: MerchantPurpose; readonly agreedAt: Date }[],
  { locale, timeZone }: Reader,
): NoticeText {
  const lines = consents.map(({ purpose, agreedAt }) => {
    const way = wayWords[purpose][locale]
    const day = dayText(agreedAt, locale, timeZone)
    return locale === 'ko' ? `· ${way}: ${day}에 동의` : `· ${way}: agreed on ${day}`
  })
  return locale === 'ko'
    ? {
        title: `${sender} 광고 수신 동의 확인`,
        body: `${lines.join('\n')}\n그대로 두면 계속 받아요. 그만 받으려면 ‘나 → 동의’에서 꺼 주세요.`,
      }
    : {
        title: `${sender}: you agreed to advertisements`,
        body: `${lines.join('\n')}\nDo nothing to go on, or switch it off under Me → Consents.`,
      }
}

/** Which shops learnt where somebody was, when and what for (PE55). */
export function provisionText(
  times: number,
  uses: readonly {
    readonly name: string
    readonly purpose: 'check-in' | 'offer'
    readonly at: Date
  }[],
  { locale, timeZone }: Reader,
): NoticeText {
  const clock = new Intl.DateTimeFormat(locale === 'ko' ? 'ko-KR' : 'en-GB', {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const why = {
    'check-in': { ko: '방문 확인', en: 'to confirm your visit' },
    offer: { ko: '혜택 확인', en: 'to check an offer' },
  } as const
  const lines = uses.map(
    ({ name, purpose, at }) => `· ${name}: ${clock.format(at)}, ${why[purpose][locale]}`,
  )
  return locale === 'ko'
    ? { title: `가게가 내 위치를 확인했어요 (${times}번)`, body: lines.join('\n') }
    : { title: `Shops checked your location (${times}×)`, body: lines.join('\n') }
}

/** What a guardian answered, as their child is told, in plain words (Personal Information Act §22-2). */
export function guardianText(allowed: readonly string[] | null, locale: Locale): NoticeText {
  if (locale === 'ko') {
    if (allowed === null) {
      return {
        title: '보호자가 동의하지 않았어요',
        body: '위치와 광고는 꺼진 채로 있어요. 보호자와 이야기한 뒤에 다시 물어볼 수 있어요.',
      }
    }
    const body =
      allowed.length > 0
        ? '보호자가 허락한 것은 ‘나 → 동의’에서 스스로 켜고 끌 수 있어요.'
        : '계정을 써도 된다고 했어요. 위치와 광고는 꺼진 채로 있어요.'
    return { title: '보호자가 동의했어요', body }
  }
  if (allowed === null) {
    return {
      title: 'Your guardian did not agree',
      body: 'Location and advertising stay off. You can ask again once you have talked.',
    }
  }
  const body =
    allowed.length > 0
      ? 'Switch on and off what your guardian allows under Me → Consents.'
      : 'You may use the account. Location and advertising stay off.'
  return { title: 'Your guardian agreed', body }
}

/** That a guardian no longer answers for somebody, and what follows. */
export function guardianEndText(because: 'withdrawn' | 'of-age', locale: Locale): NoticeText {
  if (because === 'of-age') {
    return locale === 'ko'
      ? {
          title: '이제 스스로 정할 수 있어요',
          body: '보호자의 동의가 끝나서 모두 꺼 두었어요. 켜고 싶은 것은 ‘나 → 동의’에서 골라 주세요.',
        }
      : {
          title: 'Now you decide by yourself',
          body: 'What your guardian allowed has ended and is off. Choose anew under Me → Consents.',
        }
  }
  return locale === 'ko'
    ? {
        title: '보호자가 동의를 거두었어요',
        body: '위치와 광고를 모두 껐고, 남아 있던 위치는 지웠어요.',
      }
    : {
        title: 'Your guardian withdrew the consent',
        body: 'Location and advertising are off, and what was left of your location is erased.',
      }
}
