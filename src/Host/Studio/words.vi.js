// Elsa Studio's texts and what is shown in their place.
window.studioWords = {};
window.studioPatterns = [];
