package app

// TurnTo shows a tab of a place.
func (s *Session) TurnTo(place, name string) {
	if s.Turned == nil {
		s.Turned = map[string]string{}
	}
	s.Turned[place] = name
	s.Screen.RequestRender()
}
