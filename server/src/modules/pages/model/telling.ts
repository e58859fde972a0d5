/** What winners are told, in their language. Pure. */

/** The words to a winner of an event. */
export function winnerText(
  { title, hasCoupon }: { readonly title: string; readonly hasCoupon: boolean },
  locale: 'ko' | 'en',
): { readonly title: string; readonly body: string } {
  if (locale === 'en') {
    const more = hasCoupon ? 'Your coupon is in the wallet.' : 'The shop is looking forward to you.'
    return { title: 'You have won!', body: `You were drawn in “${title}”. ${more}` }
  }
  const more = hasCoupon ? '쿠폰을 지갑에 넣어 드렸어요.' : '가게에서 기다릴게요.'
  return { title: '당첨되셨어요!', body: `‘${title}’ 이벤트에 당첨되셨어요. ${more}` }
}
