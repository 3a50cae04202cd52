package nn

// Exchange carries messages between the members of a team that share every batch. Each member has one of its own, and all of them make the
// same calls of the Network in the same order.
type Exchange interface {
	// Member is the number of this member, from 0 on, Members how many there are.
	Member() int
	Members() int
	// Send gives member to a message: a, and b after it. It copies both, and waits while the receiver has too much unread.
	Send(to int, a, b []byte) error
	// Receive waits for the next message from a member, which must be as long as a and b together, and copies it there. Messages of one
	// sender come in the order in which they were sent.
	Receive(from int, a, b []byte) error
	// Begin sets what Send and Receive call every so often while they wait; nil is nothing. Its error ends the call and is returned.
	Begin(yield func() error)
}
