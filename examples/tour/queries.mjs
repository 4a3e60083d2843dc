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
    sentence: 'Values go in as parameters: by which way did the first language reach a late one?',
    text: `MATCH ALL SHORTEST (:Language {name: $from})-[step:INFLUENCED]->+(:Language {name: $to})
FOR edge IN step
MATCH (a)-[edge]->(b)
RETURN DISTINCT a.name AS language, a.year AS year, b.name AS influenced
ORDER BY year`,
    parameters: { from: 'Fortran', to: 'Swift' },
  },
  {
    sentence: 'NEXT hands a result on: what came out of the house with most Turing Awards?',
    text: `MATCH (place:Institution)<-[:WORKED_AT]-(person:Person)-[:RECEIVED]->(:Award)
RETURN place, COUNT(DISTINCT person) AS laureates
ORDER BY laureates DESC
LIMIT 1
NEXT
MATCH (place)<-[:DEVELOPED_AT]-(work:Language|System)
RETURN place.name AS place, laureates, work.name AS work, work.year AS year
ORDER BY year, work`,
  },
  {
    sentence:
      'Patterns join on shared variables: who got the award after the doctoral advisor had it?',
    text: `MATCH (advisor:Person)-[:ADVISED]->(student:Person),
      (advisor)-[first:RECEIVED]->(award:Award)<-[later:RECEIVED]-(student)
RETURN advisor.name AS advisor, first.year AS year, student.name AS student, later.year AS later
ORDER BY year`,
  },
  {
    sentence: 'EXISTS asks without joining: which languages start a line of their own?',
    text: `MATCH (language:Language)
WHERE NOT EXISTS { (language)<-[:INFLUENCED]-() } AND EXISTS { (language)-[:INFLUENCED]->() }
OPTIONAL MATCH (language)<-[:CREATED]-(person:Person)
RETURN language.name AS language, language.year AS year, COLLECT_LIST(person.name) AS creators
ORDER BY year`,
  },
  {
    sentence: 'Writing is a statement like any other: what does it add to say who wrote Go, too?',
    text: `MATCH (golang:Language {name: 'Go'}), (google:Institution {name: 'Google'})
INSERT (person:Person {name: 'Robert Griesemer'})-[:CREATED]->(golang),
       (person)-[:WORKED_AT]->(google)
RETURN person.name AS person, golang.name AS language`,
  },
];
