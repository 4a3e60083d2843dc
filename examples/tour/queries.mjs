// What the tour asks, with one sentence each.

export const queries = [
  {
    sentence: 'A pattern is drawn as it looks: who created C, and where?',
    text: `MATCH (person:Person)-[:CREATED]->(:Language {name: 'C'})-[:DEVELOPED_AT]->(place)
RETURN person.name AS person, person.born AS born, place.name AS place`,
  },
  {
    sentence: 'What is not aggregated is the group: which languages influenced most others?',
    text: `MATCH (language:Language)-[:INFLUENCED]->(other:Language)
RETURN language.name AS language, COUNT(*) AS others, COLLECT_LIST(other.name) AS names
ORDER BY others DESC, language
LIMIT 5`,
  },
  {
    sentence: 'A quantifier repeats an edge: how far does the influence of ALGOL 60 reach?',
    text: `MATCH route = ANY SHORTEST (:Language {name: 'ALGOL 60'})-[:INFLUENCED]->+(language)
RETURN PATH_LENGTH(route) AS steps, COUNT(*) AS languages
ORDER BY steps`,
  },
  {
    sentence: 'Values go in as parameters: through which languages did one of them reach another?',
    text: `MATCH ALL SHORTEST (:Language {name: $from}) ((earlier)-[:INFLUENCED]->(later))+
      (:Language {name: $to})
RETURN later.name AS route`,
    parameters: { from: 'Fortran', to: 'Rust' },
  },
  {
    sentence: 'NEXT hands a result on: what came from the house with most Turing Awards?',
    text: `MATCH (place:Institution)<-[:WORKED_AT]-(person:Person)-[:RECEIVED]->(:Award)
RETURN place, COUNT(DISTINCT person) AS laureates
ORDER BY laureates DESC
LIMIT 1
NEXT
MATCH (place)<-[:DEVELOPED_AT]-(thing:Language|System)
RETURN place.name AS place, laureates, thing.name AS thing, thing.appeared AS appeared
ORDER BY appeared, thing`,
  },
  {
    sentence: 'Patterns join on shared variables: who got it, and so did their doctoral advisor?',
    text: `MATCH (advisor:Person)-[:ADVISED]->(student:Person),
      (advisor)-[one:RECEIVED]->(:Award)<-[other:RECEIVED]-(student)
RETURN advisor.name AS advisor, one.awarded AS awarded,
       student.name AS student, other.awarded AS later
ORDER BY awarded`,
  },
  {
    sentence: 'EXISTS asks without joining: which languages taught others and learned from none?',
    text: `MATCH (language:Language)
WHERE NOT EXISTS { (language)<-[:INFLUENCED]-() } AND EXISTS { (language)-[:INFLUENCED]->() }
OPTIONAL MATCH (language)<-[:CREATED]-(person:Person)
RETURN language.name AS language, language.appeared AS appeared,
       COLLECT_LIST(person.name) AS creators
ORDER BY appeared`,
  },
  {
    sentence: 'Writing is a statement like any other: Go had a third creator.',
    text: `MATCH (golang:Language {name: 'Go'}), (google:Institution {name: 'Google'})
INSERT (person:Person {name: 'Robert Griesemer'})-[:CREATED]->(golang),
       (person)-[:WORKED_AT]->(google)
RETURN person.name AS person, golang.name AS language`,
  },
];
