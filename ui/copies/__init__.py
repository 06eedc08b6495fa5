"""Copies of a record that leave the ward, and the information that every patient may be given."""
