/** spec/appsync-resolvers 4, 4.1, 4.2, 4.3: objects that `@aws-appsync/utils/dynamodb` gives. [obs] recorded, [impl] from emulators and samples. */
import { describe, expect, it } from '@jest/globals';
import { answerTo, returned } from './returned.ts';

const REQUESTS: readonly (readonly [source: string, call: string, expected: string])[] = [
  ['obs', 'get({key:{id:"id"}})', '{"operation":"GetItem","key":{"id":{"S":"id"}}}'],
  [
    'obs',
    'put({key:{id:"abc"},item:{value:10}})',
    '{"operation":"PutItem","key":{"id":{"S":"abc"}},"attributeValues":{"value":{"N":10}}}',
  ],
  ['obs', 'remove({key:{id:"test"}})', '{"operation":"DeleteItem","key":{"id":{"S":"test"}}}'],
  ['obs', 'scan({limit:10,nextToken:"abc"})', '{"operation":"Scan","limit":10,"nextToken":"abc"}'],
  ['obs', 'scan({limit:10,nextToken:null,filter:undefined})', '{"operation":"Scan","limit":10}'],
  [
    'impl',
    'query({query:{id:{eq:"1"}},index:"i",limit:5,scanIndexForward:false})',
    '{"operation":"Query","query":{"expression":"(#id = :id_eq)","expressionNames":{"#id":"id"},"expressionValues":{":id_eq":{"S":"1"}}},"index":"i","limit":5,"scanIndexForward":false}',
  ],
  [
    'impl',
    'put({key:{id:"1"},item:{a:1},condition:{id:{attributeExists:false}}})',
    '{"operation":"PutItem","key":{"id":{"S":"1"}},"attributeValues":{"a":{"N":1}},"condition":{"expression":"(attribute_not_exists(#id))","expressionNames":{"#id":"id"}}}',
  ],
  [
    'types',
    'update({key:{id:"1"},update:{tags:ddb.toStringSet(["a"]),a:{n:ddb.toNumberSet([1])}}})',
    '{"operation":"UpdateItem","key":{"id":{"S":"1"}},"update":{"expression":"SET #expName_1 = :expValue_1, #expName_2.#expName_3 = :expValue_2","expressionNames":{"#expName_1":"tags","#expName_2":"a","#expName_3":"n"},"expressionValues":{":expValue_1":{"SS":["a"]},":expValue_2":{"NS":[1]}}}}',
  ],
  [
    'types',
    'put({key:{id:"1"},item:{m:{tags:ddb.toStringSet(["a"])},l:[ddb.toBinarySet(["b"]),null]}})',
    '{"operation":"PutItem","key":{"id":{"S":"1"}},"attributeValues":{"m":{"M":{"tags":{"SS":["a"]}}},"l":{"L":[{"BS":["b"]},{"NULL":null}]}}}',
  ],
  ['types', 'sync({limit:5,lastSync:1,nextToken:null})', '{"operation":"Sync","limit":5,"lastSync":1}'],
  [
    'impl',
    'batchGet({tables:{t:{keys:[{id:"1"}],consistentRead:true}}})',
    '{"operation":"BatchGetItem","tables":{"t":{"keys":[{"id":{"S":"1"}}],"consistentRead":true}}}',
  ],
  [
    'impl',
    'batchPut({tables:{t:[{id:"1",v:2}]}})',
    '{"operation":"BatchPutItem","tables":{"t":[{"id":{"S":"1"},"v":{"N":2}}]}}',
  ],
  ['impl', 'batchDelete({tables:{t:[{id:"1"}]}})', '{"operation":"BatchDeleteItem","tables":{"t":[{"id":{"S":"1"}}]}}'],
  [
    'impl',
    'transactGet({items:[{table:"t",key:{id:"1"}}]})',
    '{"operation":"TransactGetItems","transactItems":[{"table":"t","key":{"id":{"S":"1"}}}]}',
  ],
  [
    'impl',
    'transactWrite({items:[{putItem:{table:"t",key:{id:"1"},item:{a:1}}},{deleteItem:{table:"t",key:{id:"2"}}},{conditionCheck:{table:"t",key:{id:"3"},condition:{id:{attributeExists:true}}}}]})',
    '{"operation":"TransactWriteItems","transactItems":[{"table":"t","operation":"PutItem","key":{"id":{"S":"1"}},"attributeValues":{"a":{"N":1}}},{"table":"t","operation":"DeleteItem","key":{"id":{"S":"2"}}},{"table":"t","operation":"ConditionCheck","key":{"id":{"S":"3"}},"condition":{"expression":"(attribute_exists(#id))","expressionNames":{"#id":"id"}}}]}',
  ],
  [
    'impl',
    'transactWrite({items:[{updateItem:{table:"t",key:{id:"1"},update:{a:1}}}]})',
    '{"operation":"TransactWriteItems","transactItems":[{"table":"t","operation":"UpdateItem","key":{"id":{"S":"1"}},"update":{"expression":"SET #expName_1 = :expValue_1","expressionNames":{"#expName_1":"a"},"expressionValues":{":expValue_1":{"N":1}}}}]}',
  ],
  [
    'obs',
    'get({key:{id:"1"},projection:["a.b","a.c"]})',
    '{"operation":"GetItem","key":{"id":{"S":"1"}},"projection":{"expression":"#expName_1.#expName_2, #expName_1.#expName_3","expressionNames":{"#expName_1":"a","#expName_2":"b","#expName_3":"c"}}}',
  ],
  [
    'obs',
    'put({key:{id:"1"},item:{v:1},_version:3,customPartitionKey:"cpk",populateIndexFields:true})',
    '{"operation":"PutItem","key":{"id":{"S":"1"}},"attributeValues":{"v":{"N":1}},"customPartitionKey":"cpk","populateIndexFields":true,"_version":3}',
  ],
  [
    'obs',
    'remove({key:{id:"1"},_version:2,condition:{a:{eq:1}}})',
    '{"operation":"DeleteItem","key":{"id":{"S":"1"}},"condition":{"expression":"(#a = :a_eq)","expressionNames":{"#a":"a"},"expressionValues":{":a_eq":{"N":1}}},"_version":2}',
  ],
  [
    'obs',
    'update({key:{id:"1"},update:{a:ddb.operations.increment(1)},condition:{b:{eq:2}},_version:5})',
    '{"operation":"UpdateItem","key":{"id":{"S":"1"}},"update":{"expression":"SET #expName_1 = #expName_1 + :expValue_1","expressionNames":{"#expName_1":"a"},"expressionValues":{":expValue_1":{"N":1}}},"condition":{"expression":"(#b = :b_eq)","expressionNames":{"#b":"b"},"expressionValues":{":b_eq":{"N":2}}},"_version":5}',
  ],
  ['obs', 'scan({})', '{"operation":"Scan"}'],
  [
    'obs',
    'scan({totalSegments:4,segment:1,index:"gsi",consistentRead:true})',
    '{"operation":"Scan","index":"gsi","consistentRead":true,"totalSegments":4,"segment":1}',
  ],
  [
    'obs',
    'query({query:{pk:{eq:"a"},sk:{beginsWith:"y"}},index:"g",limit:5,nextToken:"t",consistentRead:true,scanIndexForward:false,select:"ALL_ATTRIBUTES",filter:{done:{eq:true}},projection:["id","nested.field"]})',
    '{"operation":"Query","query":{"expression":"(#pk = :pk_eq) AND (begins_with(#sk,:sk_beginsWith))","expressionNames":{"#pk":"pk","#sk":"sk"},"expressionValues":{":pk_eq":{"S":"a"},":sk_beginsWith":{"S":"y"}}},"index":"g","limit":5,"nextToken":"t","scanIndexForward":false,"consistentRead":true,"filter":{"expression":"(#done = :done_eq)","expressionNames":{"#done":"done"},"expressionValues":{":done_eq":{"BOOL":true}}},"projection":{"expression":"#expName_1, #expName_2.#expName_3","expressionNames":{"#expName_1":"id","#expName_2":"nested","#expName_3":"field"}},"select":"ALL_ATTRIBUTES"}',
  ],
  [
    'obs',
    'sync({basePartitionKey:"b",deltaIndexName:"d",limit:5,lastSync:2,filter:{a:{eq:1}}})',
    '{"operation":"Sync","basePartitionKey":"b","deltaIndexName":"d","limit":5,"lastSync":2,"filter":{"expression":"(#a = :a_eq)","expressionNames":{"#a":"a"},"expressionValues":{":a_eq":{"N":1}}}}',
  ],
  [
    'obs',
    'batchGet({tables:{t:{keys:[{id:"1"},{id:"2"}],consistentRead:false,projection:["id"]}}})',
    '{"operation":"BatchGetItem","tables":{"t":{"keys":[{"id":{"S":"1"}},{"id":{"S":"2"}}],"consistentRead":false,"projection":{"expression":"#expName_1","expressionNames":{"#expName_1":"id"}}}}}',
  ],
  [
    'obs',
    'transactGet({items:[{table:"t",key:{id:"1"},projection:["n"]}]})',
    '{"operation":"TransactGetItems","transactItems":[{"table":"t","key":{"id":{"S":"1"}},"projection":{"expression":"#expName_1","expressionNames":{"#expName_1":"n"}}}]}',
  ],
  ['types', 'toStringSet(["a"])', '{"SS":["a"]}'],
  ['types', 'toNumberSet([1])', '{"NS":[1]}'],
  ['types', 'toBinarySet(["Zg=="])', '{"BS":["Zg=="]}'],
  [
    'types',
    'put({key:{id:"1"},item:{tags:ddb.toStringSet(["a"])},_version:3})',
    '{"operation":"PutItem","key":{"id":{"S":"1"}},"attributeValues":{"tags":{"SS":["a"]}},"_version":3}',
  ],
  [
    'impl',
    'get({key:{id:"1"},consistentRead:true,projection:["id","name","nested.object[1]"]})',
    '{"operation":"GetItem","key":{"id":{"S":"1"}},"consistentRead":true,"projection":{"expression":"#expName_1, #expName_2, #expName_3.#expName_4[1]","expressionNames":{"#expName_1":"id","#expName_2":"name","#expName_3":"nested","#expName_4":"object"}}}',
  ],
  [
    'impl',
    'get({key:{id:"1"},projection:["a.b","b"]})',
    '{"operation":"GetItem","key":{"id":{"S":"1"}},"projection":{"expression":"#expName_1.#expName_2, #expName_2","expressionNames":{"#expName_1":"a","#expName_2":"b"}}}',
  ],
];

const UPDATES: readonly (readonly [update: string, expression: string])[] = [
  ['{age:ddb.operations.add(10)}', 'SET #expName_1 = :expValue_1'],
  ['{age:ddb.operations.replace(10)}', 'SET #expName_1 = :expValue_1'],
  ['{age:10}', 'SET #expName_1 = :expValue_1'],
  ['{age:null}', 'SET #expName_1 = :expValue_1'],
  ['{age:ddb.operations.increment()}', 'SET #expName_1 = #expName_1 + :expValue_1'],
  ['{age:ddb.operations.decrement(2)}', 'SET #expName_1 = #expName_1 - :expValue_1'],
  ['{l:ddb.operations.append([1])}', 'SET #expName_1 = list_append(#expName_1, :expValue_1)'],
  ['{l:ddb.operations.prepend([1])}', 'SET #expName_1 = list_append(:expValue_1, #expName_1)'],
  [
    '{l:[ddb.operations.updateListItem("a",0),ddb.operations.updateListItem("b",2)]}',
    'SET #expName_1[0] = :expValue_1, #expName_1[2] = :expValue_2',
  ],
  ['{a:1,b:2}', 'SET #expName_1 = :expValue_1, #expName_2 = :expValue_2'],
  ['{a:ddb.operations.remove()}', 'REMOVE #expName_1'],
  ['{a:ddb.operations.remove(),b:ddb.operations.remove()}', 'REMOVE #expName_1, #expName_2'],
  ['{x:ddb.operations.remove(),a:1,b:2}', 'SET #expName_1 = :expValue_1, #expName_2 = :expValue_2 REMOVE #expName_3'],
  ['{info:{address:ddb.operations.replace({city:"x"})}}', 'SET #expName_1.#expName_2 = :expValue_1'],
  ['{info:{city:"x"}}', 'SET #expName_1.#expName_2 = :expValue_1'],
  [
    '{info:{city:"x",zip:"y"},zip:ddb.operations.remove()}',
    'SET #expName_1.#expName_2 = :expValue_1, #expName_1.#expName_3 = :expValue_2 REMOVE #expName_3',
  ],
  [
    '{b:ddb.operations.remove(),a:ddb.operations.increment(1)}',
    'SET #expName_1 = #expName_1 + :expValue_1 REMOVE #expName_2',
  ],
];

describe('@aws-appsync/utils/dynamodb', () => {
  it.each(REQUESTS)('[%s] %s', (_source, call, expected) => {
    expect(returned(`ddb.${call}`)).toBe(expected);
  });

  it('[obs] update gives names and values beside the expression', () => {
    expect(returned('ddb.update({key:{id:"test"},update:{age:10}})')).toBe(
      '{"operation":"UpdateItem","key":{"id":{"S":"test"}},"update":{"expression":"SET #expName_1 = :expValue_1","expressionNames":{"#expName_1":"age"},"expressionValues":{":expValue_1":{"N":10}}}}',
    );
  });

  it.each(UPDATES)('renders the update %s as %s', (update, expression) => {
    expect(returned(`ddb.update({key:{id:"1"},update:${update}}).update.expression`)).toBe(JSON.stringify(expression));
  });

  it('[obs] sets NULL for null, and keeps an empty map of values for a removal', () => {
    expect(returned('ddb.update({key:{id:"1"},update:{a:null}}).update.expressionValues')).toBe(
      '{":expValue_1":{"NULL":null}}',
    );
    expect(returned('ddb.update({key:{id:"1"},update:{a:ddb.operations.remove()}}).update')).toBe(
      '{"expression":"REMOVE #expName_1","expressionNames":{"#expName_1":"a"},"expressionValues":{}}',
    );
  });

  it.each([
    ['add(1)', '{"type":"OPERATION_ADD","value":1}'],
    ['replace(1)', '{"type":"OPERATION_REPLACE","value":1}'],
    ['increment()', '{"type":"OPERATION_INCREMENT","by":1}'],
    ['decrement(3)', '{"type":"OPERATION_DECREMENT","by":3}'],
    ['append([1])', '{"type":"OPERATION_APPEND","items":[1]}'],
    ['prepend([1])', '{"type":"OPERATION_PREPEND","items":[1]}'],
    ['updateListItem("x",1)', '{"type":"OPERATION_UPDATE_LIST_ITEM","value":"x","index":1}'],
    ['remove()', '{"type":"OPERATION_REMOVE"}'],
  ])('[obs] operations.%s is %s', (call, expected) => {
    expect(returned(`ddb.operations.${call}`)).toBe(expected);
  });

  it('fails with a place in the code when a filter can not be read', () => {
    const { error } = answerTo('  return ddb.scan({ filter: { a: 1 } });');

    expect(error?.message).toBe('code.js:5:14: the filter holds an operator or a value that can not be read');
  });
});
