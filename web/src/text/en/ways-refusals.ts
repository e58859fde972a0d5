/** Refusals of the ways out, in words for people. */

export const waysRefusals: Readonly<Record<string, string>> = {
  'template.unknown': 'There is no such Alimtalk text.',
  'template.not-now': 'Its state has changed meanwhile. Please look again and go on from there.',
  'template.advertisement': 'Alimtalk takes no advertising. Please only say what happened.',
  'template.no-basis':
    'Points and coupons need a paid purchase, or something the person did. Please put the sentence that says so into the text.',
  'template.places': 'Write a place as #{name}, with a name of up to 20 letters.',
  'delivery.unknown': 'There is no such delivery.',
  'delivery.not-dead': 'Only what did not get through can be sent again.',
  'delivery.way-off': 'This town does not send on that way yet.',
  'delivery.address-malformed': 'Please check the address. It looks like name@domain.',
  'delivery.address-gone': 'Mail does not reach this address. Please check it.',
  'delivery.too-many-proofs':
    'Too many e-mails went to this address. Open the link in the last one, or try again in an hour.',
  'delivery.not-now': 'It cannot be sent right now. Please try again in a few minutes.',
  'delivery.link-unknown': 'This link does not work, or it is too old. Please ask for a new one.',
}
